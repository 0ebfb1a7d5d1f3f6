import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { texts } from '../texts/en';
import { ProblemList } from './problem-list';

export interface ConfirmProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly submit: string;
  readonly danger?: boolean;
  /** What has to be typed before it can be done. */
  readonly typed?: string;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that cannot be undone, and says what will happen. Mounted only while it is open. */
export default function ConfirmDialog(props: ConfirmProps) {
  const [typed, setTyped] = useState('');
  const ready = props.typed === undefined || typed.trim() === props.typed;
  return (
    <Modal opened onClose={props.onClose} title={props.title} size={440}>
      <form
        onSubmit={event => {
          event.preventDefault();
          if (ready && !props.busy) props.onConfirm();
        }}
      >
        <Stack gap={14}>
          <ProblemList error={props.error} />
          <Text size="sm" c="var(--text-2)" component="div">
            {props.children}
          </Text>
          {props.typed !== undefined && (
            <TextInput
              label={texts.typeToConfirm(props.typed)}
              value={typed}
              onChange={event => setTyped(event.currentTarget.value)}
              autoComplete="off"
              data-autofocus
            />
          )}
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={props.onClose}>
              {texts.cancel}
            </Button>
            <Button
              type="submit"
              {...(props.danger ? { color: 'red', style: { '--button-color': 'var(--on-bad)' } } : {})}
              loading={props.busy}
              disabled={!ready}
              {...(props.typed === undefined ? { 'data-autofocus': true } : {})}
            >
              {props.submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
