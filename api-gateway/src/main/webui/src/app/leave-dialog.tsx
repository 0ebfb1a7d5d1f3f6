import { Button, Group, Modal } from '@mantine/core';
import type { LeaveQuestion } from '../ui/unsaved-edits';

export interface LeaveDialogProps {
  readonly question: LeaveQuestion;
  readonly onAnswer: (leave: boolean) => void;
}

/** What is not saved is lost by going on: to stay is nearer at hand. */
export default function LeaveDialog({ question, onAnswer }: LeaveDialogProps) {
  return (
    <Modal opened onClose={() => onAnswer(false)} title={question.title} size={420} zIndex={300}>
      <p>{question.text}</p>
      <Group justify="flex-end" gap={8} mt={16}>
        <Button variant="default" onClick={() => onAnswer(true)}>
          {question.leave}
        </Button>
        <Button data-autofocus onClick={() => onAnswer(false)}>
          {question.stay}
        </Button>
      </Group>
    </Modal>
  );
}
