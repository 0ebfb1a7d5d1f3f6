import { Button, Group, Modal } from '@mantine/core';
import { workflow as workflowTexts } from '../../texts/en/workflow';

const words = workflowTexts.kept;

/** Changes that a crash or a reload has left unsaved. */
export default function RestoreDraftDialog({ onAnswer }: { readonly onAnswer: (restore: boolean) => void }) {
  return (
    <Modal opened onClose={() => onAnswer(false)} title={words.title} size={440}>
      <p>{words.text}</p>
      <Group justify="flex-end" gap={8} mt={16}>
        <Button variant="default" onClick={() => onAnswer(false)}>
          {words.discard}
        </Button>
        <Button data-autofocus onClick={() => onAnswer(true)}>
          {words.restore}
        </Button>
      </Group>
    </Modal>
  );
}
