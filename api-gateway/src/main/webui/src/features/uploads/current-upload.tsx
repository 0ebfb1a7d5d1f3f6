import { Button } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import type { Upload } from '../../api/queries/uploads';
import { type Sending, sendAgain } from '../../api/transfers';
import { texts } from '../../texts/en';
import s from './current-upload.module.css';
import { percent } from './rules';

const words = texts.uploads.running;

export interface CurrentUploadProps {
  /** What the server has of it. */
  readonly upload: Upload | undefined;
  /** What this page is sending, if it is this page that sends. */
  readonly sending: Sending | undefined;
  readonly onCancel?: (() => void) | undefined;
  readonly onResume?: (() => void) | undefined;
}

/** The campaign's one upload under way: bytes while it is sent, rows while it is imported. */
export function CurrentUpload({ upload, sending, onCancel, onResume }: CurrentUploadProps) {
  const name = sending?.name ?? upload?.filename ?? '';
  const inTransfer = sending ? !sending.done : isWaitingForBytes(upload);
  const failed = sending?.problem ?? null;
  const interrupted = !sending && isWaitingForBytes(upload);
  const done = sending && !sending.done ? sending.sent : (upload?.bytes_processed ?? 0);
  const all = sending?.bytes ?? upload?.bytes ?? 0;
  const value = percent(done, all);
  return (
    <section className={s.box} data-failed={failed || interrupted ? true : undefined} aria-label={words.wait}>
      <div className={s.line}>
        <p className={s.title}>
          {interrupted ? words.interrupted(name) : inTransfer ? words.sending(name) : words.title(name)}
        </p>
        <p className={s.figures}>{inTransfer ? words.bytes(done, all) : words.rows(upload?.total ?? 0)}</p>
        {failed && sending && (
          <Button variant="default" onClick={() => sendAgain(sending.campaign)}>
            {texts.retry}
          </Button>
        )}
        {interrupted && onResume && (
          <Button variant="default" onClick={onResume}>
            {words.resume}
          </Button>
        )}
        {onCancel && (
          <Button variant="default" onClick={onCancel}>
            {words.cancel}
          </Button>
        )}
      </div>
      {!interrupted && (
        <div
          className={s.track}
          role="progressbar"
          aria-label={words.progress}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(value)}
        >
          <i style={{ width: `${value}%` }} />
        </div>
      )}
      {failed ? (
        <p className={s.problem} role="alert">
          <CircleAlert size={14} aria-hidden /> {failed.detail || failed.title}
        </p>
      ) : (
        <p className={s.note}>{interrupted ? words.interruptedText : (upload?.message ?? words.waitText)}</p>
      )}
    </section>
  );
}

/** A transfer whose bytes have not all come: the server cannot know its rows, and nothing of it is imported yet. */
function isWaitingForBytes(upload: Upload | undefined): boolean {
  return upload !== undefined && upload.source === 'file' && upload.total === 0 && upload.bytes === 0;
}
