import { Workflow } from 'lucide-react';
import { useMemo } from 'react';
import { Link } from 'react-router';
import type { CustomerCampaign, useCustomerCampaigns } from '../../api/queries/customers';
import { texts } from '../../texts/en';
import { number } from '../../texts/en/common';
import { customers as customersTexts } from '../../texts/en/customers';
import { participants as participantsTexts } from '../../texts/en/participants';
import { type Column, DataTable } from '../../ui/data-table';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states';
import { Time } from '../../ui/time';
import s from './customers.module.css';

const words = customersTexts.one;

/** Where the person takes part; each leads to the person's open row there. */
export function CustomerCampaigns({ campaigns }: { readonly campaigns: ReturnType<typeof useCustomerCampaigns> }) {
  const rows = useMemo(() => campaigns.data?.pages.flatMap(page => page.items) ?? [], [campaigns.data]);
  if (campaigns.isPending) return <SkeletonRows rows={2} />;
  if (campaigns.isError && rows.length === 0) {
    return <ErrorState what={words.campaigns} error={campaigns.error} onRetry={() => void campaigns.refetch()} />;
  }
  if (rows.length === 0) {
    return <EmptyState icon={Workflow} title={words.noCampaigns.title} text={words.noCampaigns.text} />;
  }
  return (
    <div className={s.short}>
      <DataTable
        label={words.campaigns}
        columns={columns}
        rows={rows}
        rowId={one => one.participant_id}
        minWidth={640}
        pages={campaigns}
      />
    </div>
  );
}

const columns: readonly Column<CustomerCampaign>[] = [
  {
    id: 'name',
    header: words.campaignColumns.campaign,
    width: 'minmax(180px, 1.4fr)',
    cell: one =>
      one.campaign_name === null ? (
        words.deletedCampaign
      ) : (
        <Link
          className={s.name ?? ''}
          dir="auto"
          to={`/campaigns/${one.campaign_id}/participants?open=${one.participant_id}`}
        >
          {one.campaign_name}
        </Link>
      ),
  },
  {
    id: 'object',
    header: words.campaignColumns.object,
    width: 'minmax(110px, 1fr)',
    cell: one => one.object_id ?? texts.none,
  },
  {
    id: 'status',
    header: words.campaignColumns.status,
    width: '110px',
    cell: one => participantsTexts.status[one.status],
  },
  {
    id: 'communications',
    header: words.campaignColumns.communications,
    width: '124px',
    align: 'end',
    cell: one => <span className="tnum">{number(one.communications_count)}</span>,
  },
  {
    id: 'added',
    header: words.campaignColumns.added,
    width: '148px',
    cell: one => <Time at={one.created_at} />,
  },
];
