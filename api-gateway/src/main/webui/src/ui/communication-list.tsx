import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { MessagesSquare } from 'lucide-react';
import { useMemo } from 'react';
import { Link, useLocation } from 'react-router';
import { useAgents } from '../api/queries/agents';
import type { Communication } from '../api/queries/communications';
import type { Page } from '../api/types';
import { texts } from '../texts/en';
import { communications as communicationsTexts } from '../texts/en/communications';
import s from './communication-list.module.css';
import { CommunicationStatusTag } from './communication-status';
import { Copyable } from './copyable';
import { type Column, DataTable } from './data-table';
import { EmptyState, ErrorState, LackNotice, SkeletonRows, StaleNotice } from './states';
import { Time } from './time';

const words = communicationsTexts;

export interface CommunicationListProps {
  readonly communications: UseInfiniteQueryResult<InfiniteData<Page<Communication>>>;
}

/** The communications of one person, those created last first. A session's page leads back to here. */
export function CommunicationList({ communications }: CommunicationListProps) {
  const agents = useAgents();
  const location = useLocation();
  const rows = useMemo(() => communications.data?.pages.flatMap(page => page.items) ?? [], [communications.data]);
  const from = location.pathname + location.search;
  const columns = useMemo(
    () => columnsOf(id => agents.data?.find(agent => agent.id === id)?.name, from),
    [agents.data, from],
  );
  if (communications.isPending) return <SkeletonRows rows={3} />;
  if (communications.isError && rows.length === 0) {
    return <ErrorState what={words.listLabel} error={communications.error} onRetry={() => communications.refetch()} />;
  }
  if (rows.length === 0) return <EmptyState icon={MessagesSquare} title={words.empty.title} text={words.empty.text} />;
  return (
    <div className={s.box}>
      <DataTable
        label={words.listLabel}
        columns={columns}
        rows={rows}
        rowId={one => one.id}
        rowHeight={52}
        minWidth={900}
        pages={communications}
      />
      <StaleNotice of={communications} />
      <LackNotice of={agents} what={words.agentNames} />
    </div>
  );
}

function columnsOf(agentName: (id: string) => string | undefined, from: string): readonly Column<Communication>[] {
  return [
    {
      id: 'name',
      header: words.columns.name,
      width: 'minmax(190px, 1.4fr)',
      cell: one => (
        <span className={s.name} title={one.name}>
          {one.name}
        </span>
      ),
    },
    {
      id: 'status',
      header: words.columns.status,
      width: '122px',
      cell: one => <CommunicationStatusTag status={one.status} />,
    },
    {
      id: 'channel',
      header: words.columns.channel,
      width: '92px',
      cell: one => words.channel[one.channel],
    },
    {
      id: 'agent',
      header: words.columns.agent,
      width: '142px',
      cell: one => (
        <span className={s.two}>
          <span>{agentName(one.agent_id) ?? texts.none}</span>
          <Copyable value={one.agent_id} label={words.agentId}>
            {one.agent_id.slice(0, 13)}
          </Copyable>
        </span>
      ),
    },
    {
      id: 'scheduled',
      header: words.columns.scheduled,
      width: '142px',
      cell: one => (
        <span className={s.two}>
          <Time at={one.scheduled_at} />
          {one.next_attempt_at && (
            <span>
              {words.nextAttempt} <Time at={one.next_attempt_at} />
            </span>
          )}
        </span>
      ),
    },
    {
      id: 'created',
      header: words.columns.created,
      width: '142px',
      cell: one => <Time at={one.created_at} />,
    },
    {
      id: 'reason',
      header: words.columns.reason,
      width: 'minmax(110px, 1fr)',
      cell: one => <span className={s.reason}>{one.reason ?? texts.none}</span>,
    },
    {
      id: 'session',
      header: words.columns.session,
      width: '76px',
      cell: one =>
        one.session_id ? (
          <Link to={`/sessions/${one.session_id}`} state={{ from }} aria-label={words.openSessionOf(one.name)}>
            {words.openSession}
          </Link>
        ) : (
          texts.none
        ),
    },
  ];
}
