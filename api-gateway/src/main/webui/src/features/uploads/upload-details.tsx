import { Button, Drawer, Group, Stack } from '@mantine/core';
import { Download, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { errorReportUrl, failedRowsUrl, type Upload, useUpload } from '../../api/queries/uploads';
import { number } from '../../texts/en/common';
import { uploads as uploadsTexts } from '../../texts/en/uploads';
import { Copyable } from '../../ui/copyable';
import { ErrorState, SkeletonRows } from '../../ui/states';
import { Time } from '../../ui/time';
import s from './upload-details.module.css';
import { UploadStatusTag } from './upload-status';

const words = uploadsTexts.details;

export interface UploadDetailsProps {
  readonly campaign: string;
  readonly uploadId: string;
  readonly mayCancel: boolean;
  readonly onCancel: (uploadId: string) => void;
  readonly onClose: () => void;
}

export default function UploadDetails({ campaign, uploadId, mayCancel, onCancel, onClose }: UploadDetailsProps) {
  const upload = useUpload(campaign, uploadId);
  return (
    <Drawer opened onClose={onClose} title={words.title} position="right" size={420}>
      {upload.data ? (
        <Details upload={upload.data} mayCancel={mayCancel} onCancel={onCancel} />
      ) : upload.isError ? (
        <ErrorState what={words.title} error={upload.error} onRetry={() => upload.refetch()} />
      ) : (
        <SkeletonRows rows={6} />
      )}
    </Drawer>
  );
}

function Details({
  upload,
  mayCancel,
  onCancel,
}: { upload: Upload } & Pick<UploadDetailsProps, 'mayCancel' | 'onCancel'>) {
  const rows: (readonly [string, ReactNode])[] = [
    [uploadsTexts.columns.id, <Copyable key="id" value={upload.id} label={uploadsTexts.columns.id} />],
    [words.source, uploadsTexts.source[upload.source]],
    ...(upload.filename ? [[words.file, upload.filename] as const] : []),
    ...(upload.bytes > 0 ? [[words.bytes, uploadsTexts.size(upload.bytes)] as const] : []),
    [words.createdAt, <Time key="created" at={upload.created_at} />],
    [words.uploadedAt, <Time key="uploaded" at={upload.uploaded_at} />],
    [words.total, number(upload.total)],
    [words.new, number(upload.new)],
    [words.updated, number(upload.updated)],
    [words.failed, number(upload.failed)],
    ...(upload.skipped ? [[words.skipped, number(upload.skipped)] as const] : []),
  ];
  return (
    <Stack gap={16}>
      <div className={s.status}>
        <UploadStatusTag upload={{ ...upload, message: null }} />
        {upload.message && <p>{upload.message}</p>}
      </div>
      <dl className={s.list}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {upload.unknown_columns.length > 0 && (
        <div>
          <h3 className={s.heading}>{words.ignoredColumns}</h3>
          <ul className={s.chips}>
            {upload.unknown_columns.map(column => (
              <li key={column}>{column}</li>
            ))}
          </ul>
        </div>
      )}
      {upload.failed > 0 && (
        <div className={s.failed}>
          <p>{words.failedHint}</p>
          <Group gap={8}>
            <Button
              variant="default"
              component="a"
              href={errorReportUrl(upload.campaign_id, upload.id)}
              download
              leftSection={<Download size={14} />}
            >
              {words.errorReport}
            </Button>
            <Button
              variant="default"
              component="a"
              href={failedRowsUrl(upload.campaign_id, upload.id)}
              download
              leftSection={<Download size={14} />}
            >
              {words.failedRows}
            </Button>
          </Group>
        </div>
      )}
      <Group gap={8}>
        <Button
          component={Link}
          to={`/campaigns/${upload.campaign_id}/participants?upload_id=${upload.id}`}
          leftSection={<Users size={14} />}
        >
          {words.showParticipants}
        </Button>
        {upload.status === 'processing' && mayCancel && (
          <Button variant="default" onClick={() => onCancel(upload.id)}>
            {uploadsTexts.running.cancel}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
