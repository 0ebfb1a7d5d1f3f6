import { Button, Menu } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Ban, CircleCheck, CircleX, Download, Lock, ScrollText, Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import { type AuditEvent, type AuditQuery, auditExportUrl, useAuditEvents } from '../../api/queries/audit';
import { useMe, usePermissions } from '../../api/queries/session';
import { texts } from '../../texts/en';
import { audit } from '../../texts/en/audit';
import { type Column, DataTable } from '../../ui/data-table';
import { useSearchedPages } from '../../ui/load-more';
import { Page } from '../../ui/page';
import { EmptyState, ErrorState, SkeletonRows, StaleBar, StaleNotice } from '../../ui/states';
import { StatusTag } from '../../ui/status-tag';
import { Time, useTimeSettings } from '../../ui/time';
import s from './audit.module.css';
import { AuditDetail } from './audit-detail';
import { AuditFilters } from './audit-filters';
import { isActive, noFilter, queryOf, useAuditFilter } from './filter';

const words = audit;
const tones = { succeeded: 'ok', refused: 'warn', failed: 'bad' } as const;
const icons = { succeeded: CircleCheck, refused: Ban, failed: CircleX } as const;

export function Component() {
  const { administer } = usePermissions();
  if (administer) return <AuditLog />;
  return (
    <Page title={words.title}>
      <EmptyState icon={Lock} title={words.adminsOnly.title} text={words.adminsOnly.text} />
    </Page>
  );
}

function AuditLog() {
  const [filter, setFilter] = useAuditFilter();
  const { timezone } = useTimeSettings();
  const me = useMe().data?.id;
  const [asked] = useDebouncedValue(JSON.stringify(queryOf(filter, timezone)), 250);
  const query = useMemo(() => JSON.parse(asked) as AuditQuery, [asked]);
  const events = useAuditEvents(query);
  const [openId, setOpenId] = useState<string | null>(null);
  const rows = useMemo(() => events.data?.pages.flatMap(page => page.items) ?? [], [events.data]);
  const searching = useSearchedPages(events, rows.length);
  const columns = useMemo(() => columnsOf(me), [me]);
  return (
    <Page title={words.title} actions={<Export query={query} />}>
      <p className={s.lead}>{words.lead}</p>
      <AuditFilters filter={filter} onChange={setFilter} />
      <div className={s.list}>
        <StaleBar active={events.isPlaceholderData} />
        {rows.length > 0 && <StaleNotice of={events} />}
        {events.isPending || searching ? (
          <SkeletonRows rows={10} />
        ) : events.isError && rows.length === 0 ? (
          <ErrorState what={words.listLabel} error={events.error} onRetry={() => void events.refetch()} />
        ) : rows.length > 0 ? (
          <DataTable
            label={words.listLabel}
            columns={columns}
            rows={rows}
            rowId={event => event.id}
            rowHeight={52}
            minWidth={860}
            openId={openId}
            onOpen={event => setOpenId(event.id === openId ? null : event.id)}
            detail={event => <AuditDetail event={event} onFilter={setFilter} />}
            pages={events}
          />
        ) : isActive(filter) ? (
          <EmptyState icon={Search} title={words.noneFound.title} text={words.noneFound.text}>
            <Button variant="default" onClick={() => setFilter(noFilter)}>
              {texts.clearFilters}
            </Button>
          </EmptyState>
        ) : (
          <EmptyState icon={ScrollText} title={words.empty.title} text={words.empty.text} />
        )}
      </div>
    </Page>
  );
}

function Export({ query }: { readonly query: AuditQuery }) {
  return (
    <Menu position="bottom-end" width={170}>
      <Menu.Target>
        <Button variant="default" leftSection={<Download size={14} />} title={words.exportHint}>
          {words.export}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={auditExportUrl(query, 'csv')} download>
          {words.exportCsv}
        </Menu.Item>
        <Menu.Item component="a" href={auditExportUrl(query, 'jsonl')} download>
          {words.exportLines}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function columnsOf(me: string | undefined): readonly Column<AuditEvent>[] {
  return [
    { id: 'at', header: words.columns.at, width: '150px', cell: event => <Time at={event.at} /> },
    {
      id: 'actor',
      header: words.columns.actor,
      width: 'minmax(150px, 1fr)',
      cell: event => <Who of={event.actor} isMe={event.actor.id === me} />,
    },
    {
      id: 'action',
      header: words.columns.action,
      width: 'minmax(150px, 1fr)',
      cell: event => <span className={s.main}>{words.actions[event.action] ?? event.action}</span>,
    },
    {
      id: 'object',
      header: words.columns.object,
      width: 'minmax(170px, 1.3fr)',
      cell: event => (
        <span className={s.pair}>
          <span>{words.objects[event.object_type] ?? event.object_type}</span>
          <span className={s.id} title={event.object_id}>
            {event.object_id}
          </span>
        </span>
      ),
    },
    {
      id: 'address',
      header: words.columns.address,
      width: '130px',
      cell: event => <span className="tnum">{event.actor.address ?? texts.none}</span>,
    },
    {
      id: 'outcome',
      header: words.columns.outcome,
      width: '120px',
      cell: event => (
        <StatusTag tone={tones[event.outcome]} icon={icons[event.outcome]} label={words.outcomes[event.outcome]} />
      ),
    },
  ];
}

function Who({ of: actor, isMe }: { readonly of: AuditEvent['actor']; readonly isMe: boolean }) {
  return (
    <span className={s.pair}>
      <span className={s.main}>{isMe ? words.you : (actor.name ?? words.kinds[actor.kind])}</span>
      <span className={s.id} title={actor.id}>
        {actor.name || isMe ? words.kinds[actor.kind] : actor.id}
      </span>
    </span>
  );
}
