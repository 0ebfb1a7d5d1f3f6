import { Button, CopyButton, Group, Modal, Stack } from '@mantine/core';
import { Check, Copy } from 'lucide-react';
import { texts } from '../../texts/en';
import { settings } from '../../texts/en/settings';
import { useUnsavedEdit } from '../../ui/unsaved-edits';
import s from './settings.module.css';

/** What is said of it. */
export type ShownWords = typeof settings.apiKeys.shown;

export interface ShownKeyProps {
  readonly secret: string;
  readonly words?: ShownWords;
  readonly onClose: () => void;
}

/** A secret that nobody can read a second time; a click beside the dialog must not lose it. */
export function ShownKey({ secret, words = settings.apiKeys.shown, onClose }: ShownKeyProps) {
  useUnsavedEdit(true, { question: words.leaving });
  return (
    <Modal
      opened
      onClose={onClose}
      size={520}
      title={words.title}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      <Stack gap={14}>
        <p className={s.hint}>{words.text}</p>
        <code className={s.key} aria-label={words.label}>
          {secret}
        </code>
        <Group justify="flex-end" gap={8}>
          <CopyButton value={secret} timeout={2000}>
            {({ copied, copy }) => (
              <Button
                data-autofocus
                variant="default"
                leftSection={copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
                onClick={copy}
              >
                {copied ? texts.copied : words.copy}
              </Button>
            )}
          </CopyButton>
          <Button onClick={onClose}>{words.done}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
