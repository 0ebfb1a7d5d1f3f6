import { Button, CopyButton, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { asProblem } from '../../api/problem';
import { type KeyRole, useApiKeyChanges } from '../../api/queries/api-keys';
import { texts } from '../../texts/en';
import { settings } from '../../texts/en/settings';
import { EditDialog } from '../../ui/edit-dialog';
import { useEdited, useUnsavedEdit } from '../../ui/unsaved-edits';
import s from './settings.module.css';

const words = settings.apiKeys;
const roles = Object.entries(words.roles).map(([value, label]) => ({ value, label }));

/** Makes a key and shows its secret, which nobody can read a second time; a click beside the dialog must not lose it. */
export default function CreateKey({ onClose }: { readonly onClose: () => void }) {
  const { create } = useApiKeyChanges();
  const [name, setName] = useState('');
  const [role, setRole] = useState<KeyRole>('operator');
  const [tried, setTried] = useState(false);
  const dirty = useEdited([name, role]);
  const problem = create.error ? asProblem(create.error) : null;
  const fault = name.trim() ? null : settings.nameRequired;
  const secret = create.data?.api_key;
  // Nobody can read it a second time: it is lost with the page.
  useUnsavedEdit(secret !== undefined, { question: words.shown.leaving });
  if (secret) {
    return (
      <Modal
        opened
        onClose={onClose}
        size={520}
        title={words.shown.title}
        closeOnClickOutside={false}
        closeOnEscape={false}
        withCloseButton={false}
      >
        <Stack gap={14}>
          <p className={s.hint}>{words.shown.text}</p>
          <code className={s.key} aria-label={words.shown.label}>
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
                  {copied ? texts.copied : words.shown.copy}
                </Button>
              )}
            </CopyButton>
            <Button onClick={onClose}>{words.shown.done}</Button>
          </Group>
        </Stack>
      </Modal>
    );
  }
  return (
    <EditDialog
      dirty={dirty}
      onClose={onClose}
      size={460}
      title={words.form.title}
      error={create.error}
      shownElsewhere={['name', 'roles']}
      wrong={fault !== null}
      pending={create.isPending}
      submit={words.form.create}
      onSubmit={() => {
        setTried(true);
        if (!fault && !create.isPending) create.mutate({ name: name.trim(), roles: [role] });
      }}
    >
      <TextInput
        label={words.form.name}
        description={words.form.nameHint}
        withAsterisk
        data-autofocus
        autoComplete="off"
        value={name}
        error={(tried && fault) || problem?.messageFor('name')}
        onChange={event => setName(event.currentTarget.value)}
      />
      <Select
        label={words.form.role}
        description={words.roleHints[role]}
        allowDeselect={false}
        data={roles}
        value={role}
        error={problem?.messageFor('roles')}
        onChange={value => setRole(value as KeyRole)}
      />
    </EditDialog>
  );
}
