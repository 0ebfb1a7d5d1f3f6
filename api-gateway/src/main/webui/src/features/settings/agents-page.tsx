import { Button } from '@mantine/core';
import { Bot } from 'lucide-react';
import { Suspense, useMemo, useState } from 'react';
import { useAgentChanges, useAgents, useChannels } from '../../api/queries/agents';
import { usePermissions } from '../../api/queries/session';
import type { Agent, Channel } from '../../api/types';
import { settings } from '../../texts/en/settings';
import type { Column } from '../../ui/data-table';
import { lazyPart } from '../../ui/lazy-part';
import { say, sayFailed } from '../../ui/toast';
import { RowMenu } from './row-menu';
import { readDuration } from './rules';
import { RunningTag } from './running-tag';
import s from './settings.module.css';
import { SettingsList } from './settings-list';
import { StopAndDelete } from './stop-and-delete';

const words = settings.agents;
const AgentForm = lazyPart(() => import('./agent-form'));
type Dialog = { kind: 'create' } | { kind: 'edit' | 'stop' | 'delete'; agent: Agent } | null;

export function Component() {
  const agents = useAgents();
  const channels = useChannels();
  const changes = useAgentChanges();
  const { administer } = usePermissions();
  const [dialog, setDialog] = useState<Dialog>(null);
  const { start } = changes;
  const columns = useMemo(
    () =>
      columnsOf(
        channels.data ?? [],
        administer
          ? {
              open: setDialog,
              start: agent => void start(agent.id).then(() => say(settings.started(agent.name)), sayFailed),
            }
          : null,
      ),
    [channels.data, administer, start],
  );
  const close = () => {
    changes.stop.reset();
    changes.remove.reset();
    setDialog(null);
  };
  const create = administer && (
    <Button disabled={!channels.data} onClick={() => setDialog({ kind: 'create' })}>
      {words.create}
    </Button>
  );
  return (
    <SettingsList
      words={words}
      icon={Bot}
      list={agents}
      also={channels}
      columns={columns}
      minWidth={780}
      rowHeight={52}
      create={create}
      onOpen={administer ? agent => setDialog({ kind: 'edit', agent }) : undefined}
    >
      <Suspense>
        {(dialog?.kind === 'create' || dialog?.kind === 'edit') && (
          <AgentForm
            agent={dialog.kind === 'edit' ? dialog.agent : null}
            channels={channels.data ?? []}
            onClose={close}
          />
        )}
      </Suspense>
      <StopAndDelete
        what="agent"
        stopping={dialog?.kind === 'stop' ? dialog.agent : null}
        deleting={dialog?.kind === 'delete' ? dialog.agent : null}
        stop={changes.stop}
        remove={changes.remove}
        onClose={close}
      />
    </SettingsList>
  );
}

interface Actions {
  readonly open: (dialog: Dialog) => void;
  readonly start: (agent: Agent) => void;
}

function columnsOf(channels: readonly Channel[], actions: Actions | null): readonly Column<Agent>[] {
  const names = new Map(channels.map(channel => [channel.id, channel.name]));
  const columns: Column<Agent>[] = [
    {
      id: 'name',
      header: words.columns.name,
      width: 'minmax(170px, 1fr)',
      cell: agent => (
        <span className={`${s.main} ${s.cut}`} title={agent.name}>
          {agent.name}
        </span>
      ),
    },
    { id: 'kind', header: words.columns.kind, width: '100px', cell: agent => words.kinds[agent.kind] },
    {
      id: 'status',
      header: words.columns.status,
      width: '110px',
      cell: agent => <RunningTag status={agent.status} />,
    },
    {
      id: 'channels',
      header: words.columns.channels,
      width: 'minmax(150px, 1.2fr)',
      cell: agent => {
        const attached = agent.channel_ids.map(id => names.get(id) ?? id).join(', ');
        return (
          <span className={s.cut} title={attached}>
            {attached || words.noChannels}
          </span>
        );
      },
    },
    {
      id: 'results',
      header: words.columns.results,
      width: '92px',
      cell: agent => (
        <span title={agent.results.map(result => result.title).join(', ')}>
          {words.resultsOf(agent.results.length)}
        </span>
      ),
    },
    {
      id: 'wait',
      header: words.columns.wait,
      width: '140px',
      cell: agent => {
        const { amount, unit } = readDuration(agent.no_response_after);
        return `${amount} ${words.form.units[unit]}`;
      },
    },
  ];
  if (actions) {
    columns.push({
      id: 'actions',
      header: words.columns.actions,
      headerHidden: true,
      width: '46px',
      cell: agent => (
        <RowMenu
          name={agent.name}
          running={agent.status === 'running'}
          onEdit={() => actions.open({ kind: 'edit', agent })}
          onStart={() => actions.start(agent)}
          onStop={() => actions.open({ kind: 'stop', agent })}
          onDelete={() => actions.open({ kind: 'delete', agent })}
        />
      ),
    });
  }
  return columns;
}
