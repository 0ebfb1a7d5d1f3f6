import { Button, Group, Modal } from '@mantine/core';
import { workflow as workflowTexts } from '../../texts/en/workflow';

const words = workflowTexts;

/** What cannot be saved is lost by going on; asked once. */
export function LeaveDialog({ onAnswer }: { readonly onAnswer: (leave: boolean) => void }) {
  return (
    <Modal opened onClose={() => onAnswer(false)} title={words.save.leaveTitle} size={420}>
      <p>{words.save.leave}</p>
      <Group justify="flex-end" gap={8} mt={16}>
        <Button variant="default" onClick={() => onAnswer(true)}>
          {words.save.leaveSubmit}
        </Button>
        <Button data-autofocus onClick={() => onAnswer(false)}>
          {words.save.stay}
        </Button>
      </Group>
    </Modal>
  );
}

/** Changes that a crash or a reload has left unsaved. */
export function KeptDialog({ onAnswer }: { readonly onAnswer: (restore: boolean) => void }) {
  return (
    <Modal opened onClose={() => onAnswer(false)} title={words.kept.title} size={440}>
      <p>{words.kept.text}</p>
      <Group justify="flex-end" gap={8} mt={16}>
        <Button variant="default" onClick={() => onAnswer(false)}>
          {words.kept.discard}
        </Button>
        <Button data-autofocus onClick={() => onAnswer(true)}>
          {words.kept.restore}
        </Button>
      </Group>
    </Modal>
  );
}
