import { Button, Group, Modal, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, FileText } from 'lucide-react';
import { useState } from 'react';
import { type TransferState, type Upload, uploadKeys, useUpload } from '../../api/queries/uploads';
import { forget, send, useSending } from '../../api/transfers';
import { texts } from '../../texts/en';
import { uploads as uploadsTexts } from '../../texts/en/uploads';
import { DropZone } from '../../ui/drop-zone';
import { FormFoot } from '../../ui/form-dialog';
import { ErrorState } from '../../ui/states';
import { CurrentUpload } from './current-upload';
import { Preview } from './preview';
import { refusalOf } from './rules';
import s from './upload-dialog.module.css';
import { UploadStatusTag } from './upload-status';

const words = uploadsTexts.dialog;

export interface UploadDialogProps {
  readonly campaign: string;
  /** Another file of the campaign that is under way: a second one must wait. */
  readonly current: Upload | undefined;
  /** What has come of it, if it is not whole: then it is this file that is asked for. */
  readonly transfer: TransferState | null;
  readonly onCancel: (uploadId: string) => void;
  readonly onClose: () => void;
}

/** Choose, look, upload: the same dialog goes on to show the progress and may be closed meanwhile. */
export function UploadDialog({ campaign, current, transfer, onCancel, onClose }: UploadDialogProps) {
  const [file, setFile] = useState<File | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [started, setStarted] = useState(false);
  const sending = useSending(campaign);
  const client = useQueryClient();
  const take = (chosen: File) => {
    const reason = refusalOf(chosen);
    setRefusal(reason);
    setFile(reason === null ? chosen : null);
  };
  const start = () => {
    if (!file) return;
    setStarted(true);
    const refresh = () => client.invalidateQueries({ queryKey: uploadKeys.all(campaign) });
    void send(campaign, file, refresh).then(refresh);
  };
  const resumable = current !== undefined && sending === undefined && transfer !== null && !transfer.moving;
  const sentBefore = sending && !sending.done && !started ? sending : undefined;
  const blocked = !started && !resumable && (current !== undefined || sentBefore !== undefined);
  const inTheWay = current?.id ?? sentBefore?.uploadId;
  const close = () => {
    if (sending?.done || sending?.problem) forget(campaign);
    onClose();
  };
  return (
    <Modal
      opened
      closeOnClickOutside={false}
      onClose={close}
      title={words.title}
      size={720}
      // It grows while a file is read: from its top downwards.
      centered={false}
      yOffset="6vh"
    >
      <Stack gap={14}>
        {started && sending ? (
          <Progress campaign={campaign} uploadId={sending.uploadId} onCancel={onCancel} onClose={close} />
        ) : blocked ? (
          <CurrentUpload
            upload={current}
            sending={sentBefore}
            transfer={transfer}
            waiting
            onCancel={inTheWay ? () => onCancel(inTheWay) : undefined}
          />
        ) : (
          <>
            {resumable && <p className={s.note}>{uploadsTexts.running.resumeHint(current.filename ?? '')}</p>}
            {file ? (
              <div className={s.file}>
                <FileText size={16} aria-hidden />
                <p className={s.name}>{words.file(file.name, file.size)}</p>
                <Button variant="subtle" onClick={() => setFile(null)}>
                  {words.another}
                </Button>
              </div>
            ) : (
              <DropZone accept=".csv,.txt,.tsv,text/csv,text/plain,application/csv" hint={words.hint} onFile={take} />
            )}
            {refusal && (
              <p className={s.refusal} role="alert">
                <CircleAlert size={15} aria-hidden /> {refusal}
              </p>
            )}
            {file && <Preview key={`${file.name}${file.size}${file.lastModified}`} campaign={campaign} file={file} />}
            <FormFoot>
              <Button variant="default" onClick={close}>
                {texts.cancel}
              </Button>
              <Button onClick={start} disabled={!file}>
                {words.submit}
              </Button>
            </FormFoot>
          </>
        )}
      </Stack>
    </Modal>
  );
}

interface ProgressProps {
  readonly campaign: string;
  readonly uploadId: string | null;
  readonly onCancel: (uploadId: string) => void;
  readonly onClose: () => void;
}

function Progress({ campaign, uploadId, onCancel, onClose }: ProgressProps) {
  const sending = useSending(campaign);
  return (
    <>
      {sending?.done && uploadId ? (
        <Importing campaign={campaign} uploadId={uploadId} onCancel={onCancel} onClose={onClose} />
      ) : (
        <>
          <CurrentUpload
            upload={undefined}
            sending={sending}
            onCancel={uploadId ? () => onCancel(uploadId) : undefined}
          />
          <Foot goesOn={!sending?.problem} onClose={onClose} />
        </>
      )}
    </>
  );
}

function Foot({ goesOn = false, onClose }: { readonly goesOn?: boolean; readonly onClose: () => void }) {
  return (
    <Group justify="space-between" gap={8}>
      <p className={s.note}>{goesOn && words.background}</p>
      <Button variant="default" ml="auto" onClick={onClose}>
        {words.mayClose}
      </Button>
    </Group>
  );
}

function Importing({ campaign, uploadId, onCancel, onClose }: ProgressProps & { readonly uploadId: string }) {
  const upload = useUpload(campaign, uploadId);
  const ended = upload.data !== undefined && upload.data.status !== 'processing';
  return (
    <>
      {!upload.data && upload.isError ? (
        <ErrorState what={words.import} error={upload.error} onRetry={() => void upload.refetch()} />
      ) : !upload.data ? (
        <p className={s.note}>{words.starting}</p>
      ) : ended ? (
        <Ended upload={upload.data} />
      ) : (
        <CurrentUpload upload={upload.data} sending={undefined} onCancel={() => onCancel(uploadId)} />
      )}
      <Foot goesOn={!ended} onClose={onClose} />
    </>
  );
}

function Ended({ upload }: { readonly upload: Upload }) {
  const { total, new: created, updated, failed } = upload;
  const broken = upload.status === 'failed';
  return (
    <div className={s.done} data-failed={broken || undefined} role="status">
      {broken ? <CircleAlert size={20} aria-hidden /> : <CircleCheck size={20} aria-hidden />}
      <div>
        <p className={s.name}>{broken ? words.broken : words.finished}</p>
        {upload.message && <p className={s.note}>{upload.message}</p>}
        <p className={s.note}>
          {uploadsTexts.counts(total, created, updated)}
          {failed > 0 ? ` · ${uploadsTexts.details.failed}: ${failed.toLocaleString('en')}` : ''}
        </p>
      </div>
      <UploadStatusTag upload={upload} />
    </div>
  );
}
