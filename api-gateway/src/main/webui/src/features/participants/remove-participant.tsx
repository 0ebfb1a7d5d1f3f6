import { Stack } from '@mantine/core';
import { type Participant, useRemoveParticipant } from '../../api/queries/participants';
import { participants as participantsTexts } from '../../texts/en/participants';
import { Confirm } from '../../ui/confirm';
import { say } from '../../ui/toast';
import { nameOf } from './columns';

export interface RemoveParticipantProps {
  readonly participant: Participant;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

/** Says what is canceled and what stays. */
export function RemoveParticipant({ participant, onClose, onRemoved }: RemoveParticipantProps) {
  const remove = useRemoveParticipant(participant.campaign_id);
  const words = participantsTexts.remove;
  const name = nameOf(participant);
  return (
    <Confirm
      title={words.title(name)}
      submit={words.submit}
      danger
      busy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() =>
        remove.mutate(participant.id, {
          onSuccess: () => {
            say(words.done(name));
            onRemoved();
            onClose();
          },
        })
      }
    >
      <Stack gap={8}>
        <p>{words.removed}</p>
        <p>{words.stays(name)}</p>
      </Stack>
    </Confirm>
  );
}
