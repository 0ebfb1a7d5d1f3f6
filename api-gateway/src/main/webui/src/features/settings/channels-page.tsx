import { Button } from '@mantine/core';
import { Radio } from 'lucide-react';
import { Suspense, useMemo, useState } from 'react';
import { useChannelChanges, useChannels } from '../../api/queries/agents';
import { usePermissions } from '../../api/queries/session';
import type { Channel } from '../../api/types';
import { texts } from '../../texts/en';
import { settings } from '../../texts/en/settings';
import type { Column } from '../../ui/data-table';
import { lazyPart } from '../../ui/lazy-part';
import { say, sayFailed } from '../../ui/toast';
import { RowMenu } from './row-menu';
import { RunningTag } from './running-tag';
import s from './settings.module.css';
import { SettingsList } from './settings-list';
import { StopAndDelete } from './stop-and-delete';

const words = settings.channels;
const ChannelForm = lazyPart(() => import('./channel-form'));
type Dialog = { kind: 'create' } | { kind: 'edit' | 'stop' | 'delete'; channel: Channel } | null;

export function Component() {
  const channels = useChannels();
  const changes = useChannelChanges();
  const { administer } = usePermissions();
  const [dialog, setDialog] = useState<Dialog>(null);
  const { start } = changes;
  const columns = useMemo(
    () =>
      columnsOf(
        administer
          ? {
              open: setDialog,
              start: channel => void start(channel.id).then(() => say(settings.started(channel.name)), sayFailed),
            }
          : null,
      ),
    [administer, start],
  );
  const close = () => {
    changes.stop.reset();
    changes.remove.reset();
    setDialog(null);
  };
  const create = administer && <Button onClick={() => setDialog({ kind: 'create' })}>{words.create}</Button>;
  return (
    <SettingsList
      words={words}
      icon={Radio}
      list={channels}
      columns={columns}
      minWidth={760}
      create={create}
      onOpen={administer ? channel => setDialog({ kind: 'edit', channel }) : undefined}
    >
      <Suspense>
        {(dialog?.kind === 'create' || dialog?.kind === 'edit') && (
          <ChannelForm channel={dialog.kind === 'edit' ? dialog.channel : null} onClose={close} />
        )}
      </Suspense>
      <StopAndDelete
        what="channel"
        stopping={dialog?.kind === 'stop' ? dialog.channel : null}
        deleting={dialog?.kind === 'delete' ? dialog.channel : null}
        stop={changes.stop}
        remove={changes.remove}
        onClose={close}
      />
    </SettingsList>
  );
}

interface Actions {
  readonly open: (dialog: Dialog) => void;
  readonly start: (channel: Channel) => void;
}

function sendsBy({ type, settings }: Channel): string {
  return type === 'email' ? `${settings.host}:${settings.port}` : texts.none;
}

function columnsOf(actions: Actions | null): readonly Column<Channel>[] {
  const columns: Column<Channel>[] = [
    {
      id: 'name',
      header: words.columns.name,
      width: 'minmax(160px, 1fr)',
      cell: channel => (
        <span className={`${s.main} ${s.cut}`} title={channel.name}>
          {channel.name}
        </span>
      ),
    },
    { id: 'type', header: words.columns.type, width: '100px', cell: channel => words.types[channel.type] },
    {
      id: 'status',
      header: words.columns.status,
      width: '116px',
      cell: channel => <RunningTag status={channel.status} trouble={channel.trouble ?? channel.mailbox_trouble} />,
    },
    {
      id: 'sends',
      header: words.columns.sends,
      width: 'minmax(140px, 1fr)',
      cell: channel => (
        <span className={s.cut} title={sendsBy(channel)}>
          {sendsBy(channel)}
        </span>
      ),
    },
    {
      id: 'rate',
      header: words.columns.rate,
      headerHint: words.columns.rateHint,
      width: '90px',
      cell: channel => (channel.rate_per_second === null ? words.unlimited : words.perSecond(channel.rate_per_second)),
    },
    {
      id: 'webhook',
      header: words.columns.webhook,
      width: '100px',
      cell: channel => (channel.has_webhook_secret ? words.webhookOn : words.webhookOff),
    },
  ];
  if (actions) {
    columns.push({
      id: 'actions',
      header: words.columns.actions,
      headerHidden: true,
      width: '46px',
      cell: channel => (
        <RowMenu
          name={channel.name}
          running={channel.status === 'running'}
          onEdit={() => actions.open({ kind: 'edit', channel })}
          onStart={() => actions.start(channel)}
          onStop={() => actions.open({ kind: 'stop', channel })}
          onDelete={() => actions.open({ kind: 'delete', channel })}
        />
      ),
    });
  }
  return columns;
}
