import type { UseMutationResult } from '@tanstack/react-query';
import { settings } from '../../texts/en/settings';
import { Confirm } from '../../ui/confirm';
import { say } from '../../ui/toast';

const words = settings;

interface Thing {
  readonly id: string;
  readonly name: string;
}

export interface StopAndDeleteProps {
  readonly what: 'agent' | 'channel';
  readonly stopping: Thing | null;
  readonly deleting: Thing | null;
  readonly stop: UseMutationResult<unknown, Error, string>;
  readonly remove: UseMutationResult<unknown, Error, string>;
  readonly onClose: () => void;
}

/** Says before what it means for campaigns; a refusal, with the flows that it names, stands in the dialog. */
export function StopAndDelete({ what, stopping, deleting, stop, remove, onClose }: StopAndDeleteProps) {
  if (stopping) {
    return (
      <Confirm
        title={words.stopDialog.title(stopping.name)}
        submit={words.stopDialog.submit}
        busy={stop.isPending}
        error={stop.error}
        onClose={onClose}
        onConfirm={() =>
          stop.mutate(stopping.id, {
            onSuccess: () => {
              say(words.stopped(stopping.name));
              onClose();
            },
          })
        }
      >
        {words.stopDialog[what]}
      </Confirm>
    );
  }
  if (!deleting) return null;
  return (
    <Confirm
      title={words.deleteDialog.title(deleting.name)}
      submit={words.deleteDialog.submit}
      danger
      busy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() =>
        remove.mutate(deleting.id, {
          onSuccess: () => {
            say(words.deleted(deleting.name));
            onClose();
          },
        })
      }
    >
      {words.deleteDialog[what]}
    </Confirm>
  );
}
