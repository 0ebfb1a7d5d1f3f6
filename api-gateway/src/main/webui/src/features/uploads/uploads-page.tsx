import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { Eye, FileUp } from 'lucide-react';
import { Suspense, useMemo, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { usePermissions } from '../../api/queries/session';
import { type Upload, useTransfer, useUploads } from '../../api/queries/uploads';
import { useSending } from '../../api/transfers';
import { texts } from '../../texts/en';
import { number } from '../../texts/en/common';
import { uploads as uploadsTexts } from '../../texts/en/uploads';
import { useThisCampaign } from '../../ui/campaign-context';
import { Copyable } from '../../ui/copyable';
import { type Column, DataTable } from '../../ui/data-table';
import { lazyPart } from '../../ui/lazy-part';
import { pageStyles } from '../../ui/page';
import { EmptyState, ErrorState, SkeletonRows, StaleNotice } from '../../ui/states';
import { Time } from '../../ui/time';
import { CancelUpload } from './cancel-upload';
import { CurrentUpload, EndedUpload } from './current-upload';
import { UploadDialog } from './upload-dialog';
import { UploadStatusTag } from './upload-status';
import s from './uploads-page.module.css';

const UploadDetails = lazyPart(() => import('./upload-details'));

const words = uploadsTexts;

/** Uploads of the campaign (rules U1–U8); the details that are open stand in the address. */
export function Component() {
  const campaign = useThisCampaign();
  const uploads = useUploads(campaign.id);
  const sending = useSending(campaign.id);
  const { editCampaigns } = usePermissions();
  const navigate = useNavigate();
  const [parameters, setParameters] = useSearchParams();
  const [uploading, setUploading] = useState(false);
  const [canceling, setCanceling] = useState<string | null>(null);

  const rows = useMemo(() => uploads.data?.pages.flatMap(page => page.items) ?? [], [uploads.data]);
  const first = uploads.data?.pages[0];
  const current = rows.find(upload => upload.status === 'processing' && upload.source === 'file');
  const transfer = useTransfer(campaign.id, current, editCampaigns && !sending).data ?? null;
  const sent = sending && !sending.done ? sending : undefined;
  const cancelable = current?.id ?? sent?.uploadId;
  // Seen under way on this page: it is said how it ended until that is closed.
  const [seen, setSeen] = useState<string | null>(null);
  if (current && current.id !== seen) setSeen(current.id);
  const ended = current || sent ? undefined : rows.find(upload => upload.id === seen);
  const openId = parameters.get('upload');
  const showDetails = (id: string | null) => setParameters(id ? { upload: id } : {}, { replace: id === null });
  const columns = useMemo(
    () => columnsOf(campaign.id, id => setParameters({ upload: id })),
    [campaign.id, setParameters],
  );
  const uploadButton = editCampaigns && (
    <Button leftSection={<FileUp size={14} />} onClick={() => setUploading(true)}>
      {words.upload}
    </Button>
  );
  return (
    <div className={pageStyles.body}>
      <div className={s.bar}>
        <dl className={s.figures}>
          <div>
            <dt>{words.lastUpload}</dt>
            <dd>
              <Time at={first?.last_upload_at} />
            </dd>
          </div>
          <div>
            <dt>{words.totalProcessed}</dt>
            <dd className="tnum">{first ? number(first.total_processed) : texts.none}</dd>
          </div>
        </dl>
        {uploadButton}
      </div>
      {(current || sent) && !uploading && (
        <CurrentUpload
          upload={current}
          sending={sent}
          transfer={transfer}
          onCancel={editCampaigns && cancelable ? () => setCanceling(cancelable) : undefined}
          onResume={editCampaigns ? () => setUploading(true) : undefined}
        />
      )}
      {ended && !uploading && <EndedUpload upload={ended} onClose={() => setSeen(null)} />}
      {uploads.isPending ? (
        <SkeletonRows rows={6} />
      ) : uploads.isError && rows.length === 0 ? (
        <ErrorState what={words.listLabel} error={uploads.error} onRetry={() => uploads.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState icon={FileUp} title={words.empty.title} text={words.empty.text}>
          {uploadButton}
        </EmptyState>
      ) : (
        <DataTable
          label={words.listLabel}
          columns={columns}
          rows={rows}
          rowId={upload => upload.id}
          rowHeight={52}
          minWidth={720}
          onDoubleClick={upload => navigate(participantsOf(upload))}
          pages={uploads}
        />
      )}
      {rows.length > 0 && <StaleNotice of={uploads} />}
      {uploading && (
        <UploadDialog
          campaign={campaign.id}
          current={current}
          transfer={transfer}
          onCancel={setCanceling}
          onClose={() => {
            setUploading(false);
            // It has said so itself.
            if (ended) setSeen(null);
          }}
        />
      )}
      {openId && (
        <Suspense>
          <UploadDetails
            campaign={campaign.id}
            uploadId={openId}
            mayCancel={editCampaigns}
            onCancel={setCanceling}
            onClose={() => showDetails(null)}
          />
        </Suspense>
      )}
      {canceling && <CancelUpload campaign={campaign.id} uploadId={canceling} onClose={() => setCanceling(null)} />}
    </div>
  );
}

function participantsOf(upload: Upload): string {
  return `/campaigns/${upload.campaign_id}/participants?upload_id=${upload.id}`;
}

function columnsOf(campaign: string, onView: (id: string) => void): readonly Column<Upload>[] {
  return [
    {
      id: 'name',
      header: words.columns.id,
      width: 'minmax(240px, 1fr)',
      cell: upload => (
        <span className={s.id}>
          <Copyable value={upload.id} label={words.columns.id} />
          <span title={upload.filename ?? undefined}>{upload.filename ?? words.source[upload.source]}</span>
        </span>
      ),
    },
    {
      id: 'uploaded_at',
      header: words.columns.uploadedAt,
      width: '156px',
      cell: upload => <Time at={upload.uploaded_at} />,
    },
    {
      id: 'participants',
      header: words.columns.participants,
      width: '252px',
      align: 'end',
      cell: upload => (
        <Link
          className="tnum"
          to={`/campaigns/${campaign}/participants?upload_id=${upload.id}`}
          aria-label={`${words.counts(upload.total, upload.new, upload.updated)}. ${words.countsLabel(upload.total)}`}
        >
          {words.counts(upload.total, upload.new, upload.updated)}
        </Link>
      ),
    },
    { id: 'status', header: words.columns.status, width: '132px', cell: upload => <UploadStatusTag upload={upload} /> },
    {
      id: 'view',
      header: words.columns.view,
      headerHidden: true,
      width: '48px',
      cell: upload => (
        <Tooltip label={words.columns.view}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={28}
            aria-label={words.view(upload.id)}
            onClick={() => onView(upload.id)}
          >
            <Eye size={16} />
          </ActionIcon>
        </Tooltip>
      ),
    },
  ];
}
