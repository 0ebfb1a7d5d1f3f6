import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { asProblem } from '../../api/problem';
import { type KeyRole, useApiKeyChanges } from '../../api/queries/api-keys';
import { settings } from '../../texts/en/settings';
import { EditDialog } from '../../ui/edit-dialog';
import { useTimeSettings } from '../../ui/time';
import { useEdited } from '../../ui/unsaved-edits';
import { KeyTermsFields, sentTerms, TERM_FIELDS, writtenTerms } from './key-terms';
import { ShownKey } from './shown-key';

const words = settings.apiKeys;
const roles = Object.entries(words.roles).map(([value, label]) => ({ value, label }));

/** Makes a key and shows its secret. */
export default function CreateKey({ onClose }: { readonly onClose: () => void }) {
  const { timezone } = useTimeSettings();
  const { create } = useApiKeyChanges();
  const [name, setName] = useState('');
  const [role, setRole] = useState<KeyRole>('operator');
  const [terms, setTerms] = useState(() => writtenTerms(null, timezone));
  const [tried, setTried] = useState(false);
  const dirty = useEdited([name, role, terms]);
  const problem = create.error ? asProblem(create.error) : null;
  const fault = name.trim() ? null : settings.nameRequired;
  const secret = create.data?.api_key;
  if (secret) return <ShownKey secret={secret} onClose={onClose} />;
  return (
    <EditDialog
      dirty={dirty}
      onClose={onClose}
      size={460}
      title={words.form.title}
      error={create.error}
      shownElsewhere={['name', 'roles', ...TERM_FIELDS]}
      wrong={fault !== null}
      pending={create.isPending}
      submit={words.form.create}
      onSubmit={() => {
        setTried(true);
        if (!fault && !create.isPending) {
          create.mutate({ name: name.trim(), roles: [role], ...sentTerms(terms, timezone) });
        }
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
      <KeyTermsFields value={terms} problem={problem} onChange={setTerms} />
    </EditDialog>
  );
}
