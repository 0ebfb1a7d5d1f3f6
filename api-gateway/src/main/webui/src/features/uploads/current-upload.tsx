import { Button } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import { whatToDo } from '../../api/problem';
import type { TransferState, Upload } from '../../api/queries/uploads';
import { type Sending, sendAgain } from '../../api/transfers';
import { texts } from '../../texts/en';
import { uploads as uploadsTexts } from '../../texts/en/uploads';
import s from './current-upload.module.css';
import { percent } from './rules';

const words = uploadsTexts.running;

export interface CurrentUploadProps {
  /** What the server has of it. */
  readonly upload: Upload | undefined;
  /** What this page is sending, if it is this page that sends. */
  readonly sending: Sending | undefined;
  /** What has come of a file that is not whole and that this page does not send. */
  readonly transfer?: TransferState | null | undefined;
  /** It is in the way of another one. */
  readonly waiting?: boolean;
  readonly onCancel?: (() => void) | undefined;
  readonly onResume?: (() => void) | undefined;
}

export interface EndedUploadProps {
  readonly upload: Upload;
  readonly onClose: () => void;
}

/** What was under way has ended: said in the same place, so that the list below does not jump to where it stood. */
export function EndedUpload({ upload, onClose }: EndedUploadProps) {
  return (
    <section className={s.box} data-failed={upload.status === 'failed' || undefined} aria-label={words.endedLabel}>
      <div className={s.line}>
        <p className={s.title}>{words.ended(upload.filename ?? '')}</p>
        <p className={s.figures}>{words.rows(upload.total)}</p>
        <Button variant="default" onClick={onClose}>
          {texts.close}
        </Button>
      </div>
      <div className={s.track} data-ended>
        <i style={{ width: '100%' }} />
      </div>
      <p className={s.note} role="status">
        {upload.message ?? words.endedAs(upload.new, upload.updated, upload.failed)}
      </p>
    </section>
  );
}

/** The campaign's one upload under way: bytes while it is sent, rows while it is imported. */
export function CurrentUpload(props: CurrentUploadProps) {
  const { upload, sending, onCancel, onResume, waiting = false } = props;
  const name = sending?.name ?? upload?.filename ?? '';
  const transfer = sending ? null : (props.transfer ?? null);
  const sendingHere = sending !== undefined && !sending.done;
  const problem = sendingHere ? sending.problem : null;
  const interrupted = transfer !== null && !transfer.moving;
  const [done, all] = sendingHere
    ? [sending.sent, sending.bytes]
    : transfer
      ? [transfer.offset, transfer.length]
      : [upload?.bytes_processed ?? 0, upload?.bytes ?? sending?.bytes ?? 0];
  const value = percent(done, all);
  const inTransfer = sendingHere || transfer !== null;
  const note = interrupted
    ? words.interruptedText
    : transfer
      ? words.elsewhere
      : waiting
        ? words.waitText
        : sendingHere
          ? words.stay
          : (upload?.message ?? words.goesOn);
  return (
    <section
      className={s.box}
      data-failed={problem || interrupted ? true : undefined}
      aria-label={waiting ? words.wait : words.label}
    >
      {waiting && <p className={s.wait}>{words.wait}</p>}
      <div className={s.line}>
        <p className={s.title}>
          {interrupted ? words.interrupted(name) : inTransfer ? words.sending(name) : words.title(name)}
        </p>
        <p className={s.figures}>{inTransfer ? words.bytes(done, all) : words.rows(upload?.total ?? 0)}</p>
        {problem && sending && (
          <Button variant="default" onClick={() => void sendAgain(sending.campaign)}>
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
      {problem ? (
        <p className={s.problem} role="alert">
          <CircleAlert size={14} aria-hidden /> {whatToDo(problem)}
        </p>
      ) : (
        <p className={s.note}>{note}</p>
      )}
    </section>
  );
}
