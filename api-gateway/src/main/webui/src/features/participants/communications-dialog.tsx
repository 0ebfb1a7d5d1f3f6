import { Modal } from '@mantine/core';
import { useParticipantCommunications } from '../../api/queries/communications';
import { communications as communicationsTexts } from '../../texts/en/communications';
import { CommunicationList } from '../../ui/communication-list';

export interface CommunicationsDialogProps {
  readonly campaign: string;
  readonly participant: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** At the top, where it grows downwards: what comes later does not move its title. */
export function CommunicationsDialog({ campaign, participant, name, onClose }: CommunicationsDialogProps) {
  const communications = useParticipantCommunications(campaign, participant);
  return (
    <Modal opened centered={false} onClose={onClose} title={communicationsTexts.title(name)} size={1080}>
      <CommunicationList communications={communications} />
    </Modal>
  );
}
