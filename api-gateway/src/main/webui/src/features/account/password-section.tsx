import { Button, Group, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { asProblem } from '../../api/problem';
import { useAccountChanges } from '../../api/queries/account';
import { account } from '../../texts/en/account';
import { ProblemList } from '../../ui/problem-list';
import { shortestPassword } from '../../ui/shortest-password';
import { say } from '../../ui/toast';
import { useUnsavedEdit } from '../../ui/unsaved-edits';
import s from '../settings/settings.module.css';
import a from './account.module.css';

const words = account.password;
const nothing = { current: '', next: '' };

export function PasswordSection({ email }: { readonly email: string }) {
  const { changePassword: change } = useAccountChanges();
  const [draft, setDraft] = useState(nothing);
  const [tried, setTried] = useState(false);
  useUnsavedEdit(draft.current !== '' || draft.next !== '');
  const problem = change.error ? asProblem(change.error) : null;
  const currentFault = draft.current ? null : words.currentRequired;
  const nextFault = draft.next.length < shortestPassword ? words.tooShort : null;
  const submit = () => {
    setTried(true);
    if (currentFault || nextFault || change.isPending) return;
    change.mutate(
      { current_password: draft.current, new_password: draft.next },
      {
        onSuccess: () => {
          setDraft(nothing);
          setTried(false);
          say(words.changed);
        },
      },
    );
  };
  return (
    <form
      className={s.form}
      noValidate
      aria-label={words.title}
      onSubmit={event => {
        event.preventDefault();
        submit();
      }}
    >
      <h2 className={a.title}>{words.title}</h2>
      <ProblemList error={change.error} shownElsewhere={['current_password', 'new_password']} />
      <input hidden readOnly autoComplete="username" aria-label={account.about.email} value={email} />
      <PasswordInput
        label={words.current}
        autoComplete="current-password"
        value={draft.current}
        error={(tried && currentFault) || problem?.messageFor('current_password')}
        onChange={event => setDraft({ ...draft, current: event.currentTarget.value })}
      />
      <PasswordInput
        label={words.next}
        description={words.hint}
        autoComplete="new-password"
        value={draft.next}
        error={(tried && nextFault) || problem?.messageFor('new_password')}
        onChange={event => setDraft({ ...draft, next: event.currentTarget.value })}
      />
      <Group justify="flex-end">
        <Button type="submit" loading={change.isPending}>
          {words.submit}
        </Button>
      </Group>
    </form>
  );
}
