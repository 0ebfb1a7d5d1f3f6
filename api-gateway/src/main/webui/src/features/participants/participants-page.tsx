import { Button, Tooltip } from '@mantine/core';
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import { Download, Filter, Info, Search, Users } from 'lucide-react';
import { Suspense, useCallback, useMemo, useState } from 'react';
import { Link } from 'react-router';
import { asProblem } from '../../api/problem';
import {
  type Participant,
  participantsExportUrl,
  useParticipant,
  useParticipants,
} from '../../api/queries/participants';
import { usePermissions } from '../../api/queries/session';
import { texts } from '../../texts/en';
import { participants as participantsTexts } from '../../texts/en/participants';
import { useThisCampaign } from '../../ui/campaign-context';
import { DataTable } from '../../ui/data-table';
import { lazyPart } from '../../ui/lazy-part';
import { useSearchedPages } from '../../ui/load-more';
import { pageStyles } from '../../ui/page';
import { EmptyState, ErrorState, SkeletonRows, StaleBar, StaleNotice } from '../../ui/states';
import { columnsOf, nameOf } from './columns';
import { activeFilters, askable, noFilter, useView } from './filter';
import { FilterChips } from './filter-chips';
import s from './participants-page.module.css';

const words = participantsTexts;

// What is opened is fetched when it is opened for the first time.
const FilterPanel = lazyPart(() => import('./filter-panel'));
const ParticipantDetail = lazyPart(async () => ({ default: (await import('./participant-detail')).ParticipantDetail }));
const RemoveParticipant = lazyPart(async () => ({ default: (await import('./remove-participant')).RemoveParticipant }));
const CommunicationsDialog = lazyPart(async () => ({
  default: (await import('./communications-dialog')).CommunicationsDialog,
}));

/** Everybody enrolled in the campaign (rules P4, P5). */
export function Component() {
  const campaign = useThisCampaign();
  const [view, change] = useView();
  const { filter, sort, open } = view;
  const [asked] = useDebouncedValue(filter, 250);
  const participants = useParticipants(campaign.id, askable(asked), sort);
  const { editParticipants } = usePermissions();
  const narrow = useMediaQuery('(max-width: 1000px)', false, { getInitialValueInEffect: false });
  const roomy = useMediaQuery('(min-width: 1440px)', true, { getInitialValueInEffect: false });
  // Beside it the list has little room: it is there unasked only where there is enough, or where it says what is left out.
  const [filterOpen, setFilterOpen] = useState(!narrow && (roomy || activeFilters(filter).length > 0));
  const [removing, setRemoving] = useState<Participant | null>(null);

  const listed = useMemo(() => participants.data?.pages.flatMap(page => page.items) ?? [], [participants.data]);
  const [rows, removed] = useWithOpenRow(campaign.id, listed, open, participants.isSuccess);
  const searching = useSearchedPages(participants, rows.length);

  const toggle = useCallback(
    (participant: Participant) => change({ open: participant.id === open ? null : participant.id }),
    [change, open],
  );
  const columns = useMemo(
    () =>
      columnsOf({
        open,
        onToggle: toggle,
        onCommunications: participant => change({ communications: participant.id }),
        ...(editParticipants ? { onRemove: setRemoving } : {}),
      }),
    [open, toggle, change, editParticipants],
  );
  const active = activeFilters(filter);
  const first = participants.data?.pages[0];
  const close = () => setFilterOpen(false);
  return (
    <div className={pageStyles.body}>
      <div className={pageStyles.bar}>
        <FilterChips filter={filter} onChange={next => change({ filter: { ...filter, ...next } })} />
        <span className={s.grow} />
        <p className={s.count} role="status">
          {first?.total !== undefined && words.count(first.total, first.total_is_lower_bound ?? false)}
        </p>
        {!(filterOpen && !narrow) && (
          <Button
            variant="default"
            leftSection={<Filter size={14} />}
            aria-label={active.length > 0 ? words.filter.openWith(active.length) : undefined}
            onClick={() => setFilterOpen(true)}
          >
            {words.filter.open}
          </Button>
        )}
        <Tooltip label={words.exportHint}>
          <Button
            variant="default"
            component="a"
            href={participantsExportUrl(campaign.id, askable(filter))}
            download
            leftSection={<Download size={14} />}
          >
            {words.export}
          </Button>
        </Tooltip>
      </div>
      <div className={s.beside}>
        <div className={s.list}>
          <StaleBar active={participants.isPlaceholderData} />
          {rows.length > 0 && <StaleNotice of={participants} />}
          {participants.isPending || searching ? (
            <SkeletonRows rows={10} />
          ) : participants.isError && rows.length === 0 ? (
            <ErrorState what={words.listLabel} error={participants.error} onRetry={() => void participants.refetch()} />
          ) : rows.length > 0 ? (
            <DataTable
              label={words.listLabel}
              columns={columns}
              rows={rows}
              rowId={participant => participant.id}
              minWidth={760}
              sort={sort}
              onSort={next => change({ sort: next })}
              onOpen={toggle}
              openId={open}
              detail={participant => (
                <Suspense fallback={<SkeletonRows rows={3} />}>
                  <ParticipantDetail key={participant.id} campaign={campaign.id} participant={participant} />
                </Suspense>
              )}
              pages={participants}
            />
          ) : active.length > 0 ? (
            <EmptyState icon={Search} title={words.noneFound.title} text={words.noneFound.text}>
              <Button variant="default" onClick={() => change({ filter: noFilter })}>
                {texts.clearFilters}
              </Button>
            </EmptyState>
          ) : (
            <EmptyState icon={Users} title={words.empty.title} text={words.empty.text}>
              <Button component={Link} to={`/campaigns/${campaign.id}/uploads`}>
                {words.empty.upload}
              </Button>
            </EmptyState>
          )}
        </div>
        {filterOpen && (
          <Suspense fallback={narrow ? null : <div className={s.filterPlace} />}>
            <FilterPanel
              filter={filter}
              narrow={narrow}
              onChange={next => change({ filter: { ...filter, ...next } })}
              onClose={close}
            />
          </Suspense>
        )}
      </div>
      {removed && (
        <p className={s.removed} role="status">
          <Info size={15} aria-hidden />
          <span>{words.openRemoved}</span>
          <Button variant="subtle" size="compact-xs" onClick={() => change({ open: null })}>
            {texts.close}
          </Button>
        </p>
      )}
      <Suspense fallback={null}>
        {view.communications && (
          <CommunicationsDialog
            campaign={campaign.id}
            participant={view.communications}
            name={nameOf(rows.find(one => one.id === view.communications))}
            onClose={() => change({ communications: null })}
          />
        )}
        {removing && (
          <RemoveParticipant
            participant={removing}
            onClose={() => setRemoving(null)}
            onRemoved={() => {
              if (removing.id === open) change({ open: null });
            }}
          />
        )}
      </Suspense>
    </div>
  );
}

/** A row that the address opens stands first if the pages that were loaded do not hold it, unless its person was removed. */
function useWithOpenRow(
  campaign: string,
  listed: readonly Participant[],
  open: string | null,
  loaded: boolean,
): readonly [readonly Participant[], boolean] {
  const missing = loaded && open !== null && !listed.some(one => one.id === open);
  const found = useParticipant(campaign, missing ? open : null);
  const data = missing ? found.data : undefined;
  const removed = missing && found.isError && asProblem(found.error).status === 404;
  return [useMemo(() => (data && !removed ? [data, ...listed] : listed), [data, removed, listed]), removed];
}
