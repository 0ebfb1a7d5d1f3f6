import { CircleAlert, CircleCheck, LoaderCircle, type LucideIcon } from 'lucide-react';
import type { Upload, UploadStatus } from '../../api/queries/uploads';
import { uploads as uploadsTexts } from '../../texts/en/uploads';
import { StatusTag, type Tone } from '../../ui/status-tag';

const looks: Readonly<Record<UploadStatus, readonly [Tone, LucideIcon]>> = {
  processing: ['busy', LoaderCircle],
  completed: ['ok', CircleCheck],
  failed: ['bad', CircleAlert],
};

export function UploadStatusTag({ upload }: { readonly upload: Upload }) {
  const [tone, icon] = looks[upload.status];
  return (
    <StatusTag
      tone={tone}
      icon={icon}
      label={uploadsTexts.status[upload.status]}
      {...(upload.message ? { hint: upload.message } : {})}
    />
  );
}
