import { useCancelUpload } from '../../api/queries/uploads';
import { stopSending } from '../../api/transfers';
import { uploads as uploadsTexts } from '../../texts/en/uploads';
import { Confirm } from '../../ui/confirm';
import { say } from '../../ui/toast';

export interface CancelUploadProps {
  readonly campaign: string;
  readonly uploadId: string;
  readonly onClose: () => void;
}

/** Ends sending as well as importing, whichever is under way. */
export function CancelUpload({ campaign, uploadId, onClose }: CancelUploadProps) {
  const cancel = useCancelUpload(campaign);
  const words = uploadsTexts.cancelDialog;
  const onConfirm = async () => {
    await stopSending(campaign);
    cancel.mutate(uploadId, {
      onSuccess: () => {
        say(uploadsTexts.canceled);
        onClose();
      },
    });
  };
  return (
    <Confirm
      title={words.title}
      submit={words.submit}
      danger
      busy={cancel.isPending}
      error={cancel.error}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      {words.text}
    </Confirm>
  );
}
