import { CircleAlert, FileUp } from 'lucide-react';
import { Link } from 'react-router';
import { usePermissions } from '../api/queries/session';
import { useTransfer, useUploads } from '../api/queries/uploads';
import { useSending } from '../api/transfers';
import { uploads as uploadsTexts } from '../texts/en/uploads';
import s from './upload-bar.module.css';

const words = uploadsTexts.running;

/** A slim line in the campaign's header while a file is sent or imported, on whichever page of it one is. */
export default function UploadBar({ campaign }: { readonly campaign: string }) {
  const sending = useSending(campaign);
  const { editCampaigns } = usePermissions();
  const uploads = useUploads(campaign).data?.pages[0]?.items;
  const current = uploads?.find(upload => upload.status === 'processing' && upload.source === 'file');
  const transfer = useTransfer(campaign, current, editCampaigns && !sending).data ?? null;
  const sent = sending && !sending.done ? sending : undefined;
  if (!sent && !current) return null;
  const failed = sent?.problem != null;
  const interrupted = !sent && transfer !== null && !transfer.moving;
  const [done, all] = sent
    ? [sent.sent, sent.bytes]
    : transfer
      ? [transfer.offset, transfer.length]
      : [current?.bytes_processed ?? 0, current?.bytes ?? 0];
  const percent = all > 0 ? Math.min(100, Math.round((done / all) * 100)) : 0;
  const what = failed
    ? words.barFailed
    : interrupted
      ? words.barInterrupted
      : sent || transfer
        ? words.barSending
        : words.barImporting;
  const name = sent?.name ?? current?.filename ?? '';
  return (
    <Link
      to={`/campaigns/${campaign}/uploads`}
      className={s.bar}
      data-failed={failed || interrupted || undefined}
      title={words.show}
    >
      {failed || interrupted ? <CircleAlert size={13} aria-hidden /> : <FileUp size={13} aria-hidden />}
      <span className={s.name}>
        {what} {words.bar(name, percent)}
      </span>
      <span className={s.percent} aria-hidden>
        {percent} %
      </span>
      <span className={s.track} aria-hidden>
        <i style={{ width: `${percent}%` }} />
      </span>
    </Link>
  );
}
