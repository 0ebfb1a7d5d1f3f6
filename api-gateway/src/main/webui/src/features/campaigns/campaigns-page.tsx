import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Search, Upload, Workflow } from 'lucide-react';
import { Suspense, useMemo, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { type CampaignFilter, useCampaigns } from '../../api/queries/campaigns';
import { usePermissions } from '../../api/queries/session';
import type { Campaign, CampaignStatus } from '../../api/types';
import { texts } from '../../texts/en';
import { campaigns as campaignsTexts } from '../../texts/en/campaigns';
import { number } from '../../texts/en/common';
import { type Column, DataTable } from '../../ui/data-table';
import { lazyPart } from '../../ui/lazy-part';
import { Page, pageStyles } from '../../ui/page';
import { EmptyState, ErrorState, SkeletonRows, StaleBar, StaleNotice } from '../../ui/states';
import { Time } from '../../ui/time';
import { CampaignMenu } from './campaign-menu';
import { CampaignStatusTag } from './campaign-status';
import s from './campaigns-page.module.css';

const words = campaignsTexts;
const statuses: readonly CampaignStatus[] = ['inactive', 'active', 'error'];
const CreateCampaign = lazyPart(() => import('./create-campaign'));
const ImportCampaign = lazyPart(() => import('./import-campaign'));
const DeleteCampaign = lazyPart(() => import('./delete-campaign'));
const StartExample = lazyPart(() => import('./first-run/start-example'));
type Dialog =
  | { kind: 'create' }
  | { kind: 'import' }
  | { kind: 'example' }
  | { kind: 'delete'; campaign: Campaign }
  | null;

/** The filter stands in the address, so that a list can be shared and Back leads to it. */
function useFilter(): [CampaignFilter, (change: Partial<CampaignFilter>) => void] {
  const [parameters, setParameters] = useSearchParams();
  const status = parameters.get('status') as CampaignStatus | null;
  const filter: CampaignFilter = {
    search: parameters.get('search') ?? '',
    status: status && statuses.includes(status) ? status : null,
    sort: parameters.get('sort') ?? '-updated_at',
  };
  const change = (next: Partial<CampaignFilter>) => {
    const merged = { ...filter, ...next };
    const kept: Record<string, string> = {};
    if (merged.search) kept.search = merged.search;
    if (merged.status) kept.status = merged.status;
    if (merged.sort !== '-updated_at') kept.sort = merged.sort;
    setParameters(kept, { replace: true });
  };
  return [filter, change];
}

export function Component() {
  const [filter, change] = useFilter();
  const [search] = useDebouncedValue(filter.search, 250);
  const campaigns = useCampaigns({ ...filter, search });
  const { editCampaigns } = usePermissions();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<Dialog>(null);
  const columns = useMemo(() => columnsOf(campaign => setDialog({ kind: 'delete', campaign }), navigate), [navigate]);
  const rows = useMemo(() => campaigns.data?.pages.flatMap(page => page.items) ?? [], [campaigns.data]);
  const filtered = search !== '' || filter.status !== null;
  const close = () => setDialog(null);

  const createButton = <Button onClick={() => setDialog({ kind: 'create' })}>{words.create}</Button>;
  const actions = editCampaigns && (
    <>
      <Button variant="default" leftSection={<Upload size={14} />} onClick={() => setDialog({ kind: 'import' })}>
        {words.import}
      </Button>
      {createButton}
    </>
  );
  return (
    <Page title={words.title} actions={actions}>
      <div className={pageStyles.bar}>
        <TextInput
          className={s.search ?? ''}
          size="xs"
          aria-label={words.search}
          placeholder={words.search}
          leftSection={<Search size={14} aria-hidden />}
          value={filter.search}
          onChange={event => change({ search: event.currentTarget.value })}
        />
        <Select
          className={s.status ?? ''}
          size="xs"
          aria-label={words.statusFilter}
          placeholder={words.anyStatus}
          data={statuses.map(status => ({ value: status, label: words.status[status] }))}
          value={filter.status}
          clearable
          onChange={status => change({ status: status as CampaignStatus | null })}
        />
      </div>
      <div className={s.list}>
        <StaleBar active={campaigns.isFetching && !campaigns.isPending && !campaigns.isFetchingNextPage} />
        {rows.length > 0 && <StaleNotice of={campaigns} />}
        {campaigns.isPending ? (
          <SkeletonRows rows={8} />
        ) : campaigns.isError && rows.length === 0 ? (
          <ErrorState what={words.listLabel} error={campaigns.error} onRetry={() => campaigns.refetch()} />
        ) : rows.length > 0 ? (
          <DataTable
            label={words.listLabel}
            columns={columns}
            rows={rows}
            rowId={campaign => campaign.id}
            rowHeight={56}
            minWidth={820}
            sort={filter.sort}
            onSort={sort => change({ sort })}
            onOpen={campaign => navigate(`/campaigns/${campaign.id}/workflow`)}
            pages={campaigns}
          />
        ) : filtered ? (
          <EmptyState icon={Search} title={words.noneFound.title} text={words.noneFound.text}>
            <Button variant="default" onClick={() => change({ search: '', status: null })}>
              {texts.clearFilters}
            </Button>
          </EmptyState>
        ) : (
          <EmptyState icon={Workflow} title={words.empty.title} text={words.empty.text}>
            {editCampaigns && (
              <>
                {createButton}
                <Button variant="default" onClick={() => setDialog({ kind: 'example' })}>
                  {words.empty.example}
                </Button>
              </>
            )}
          </EmptyState>
        )}
      </div>
      <Suspense>
        {dialog?.kind === 'create' && <CreateCampaign onClose={close} />}
        {dialog?.kind === 'example' && <StartExample onClose={close} />}
        {dialog?.kind === 'import' && <ImportCampaign onClose={close} />}
        {dialog?.kind === 'delete' && <DeleteCampaign campaign={dialog.campaign} onClose={close} />}
      </Suspense>
    </Page>
  );
}

function columnsOf(
  onDelete: (campaign: Campaign) => void,
  navigate: (to: string) => void,
): readonly Column<Campaign>[] {
  const columns: Column<Campaign>[] = [
    {
      id: 'name',
      header: words.columns.name,
      width: 'minmax(220px, 1fr)',
      sort: 'name',
      cell: campaign => (
        <span className={s.name}>
          <Link to={`/campaigns/${campaign.id}/workflow`} dir="auto">
            {campaign.name}
          </Link>
          {campaign.description && (
            <span dir="auto" title={campaign.description}>
              {campaign.description}
            </span>
          )}
        </span>
      ),
    },
    {
      id: 'status',
      header: words.columns.status,
      width: '104px',
      sort: 'status',
      cell: campaign => <CampaignStatusTag campaign={campaign} />,
    },
    {
      id: 'flows',
      header: words.columns.flows,
      headerHint: words.columns.flowsHint,
      width: '80px',
      align: 'end',
      cell: campaign => (
        <span className="tnum">
          {campaign.flows === undefined ? texts.none : words.flowsOf(campaign.active_flows ?? 0, campaign.flows)}
        </span>
      ),
    },
    {
      id: 'participants',
      header: words.columns.participants,
      width: '112px',
      align: 'end',
      cell: campaign => (
        <span className="tnum">{campaign.participants == null ? texts.none : number(campaign.participants)}</span>
      ),
    },
    {
      id: 'last_upload',
      header: words.columns.lastUpload,
      width: '148px',
      cell: campaign => <Time at={campaign.last_upload_at} />,
    },
    {
      id: 'changed',
      header: words.columns.changed,
      width: '148px',
      sort: 'updated_at',
      cell: campaign => <Time at={campaign.updated_at} />,
    },
    {
      id: 'actions',
      header: words.columns.actions,
      headerHidden: true,
      width: '46px',
      cell: campaign => (
        <CampaignMenu
          campaign={campaign}
          label={words.menu.label(campaign.name)}
          onOpen={() => navigate(`/campaigns/${campaign.id}/workflow`)}
          onDelete={() => onDelete(campaign)}
        />
      ),
    },
  ];
  return columns;
}
