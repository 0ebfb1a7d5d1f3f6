import { PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { asProblem } from '../../api/problem';
import { useAccountChanges } from '../../api/queries/account';
import { account } from '../../texts/en/account';
import { EditDialog } from '../../ui/edit-dialog';
import { say } from '../../ui/toast';
import s from '../settings/settings.module.css';
import { ShownKey } from '../settings/shown-key';

const words = account.renewDialog;

/** Asks for the password, and shows the new recovery codes once. */
export default function RenewCodes({ onClose }: { readonly onClose: () => void }) {
  const { renewRecoveryCodes: renew } = useAccountChanges();
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const fault = password ? null : account.setUp.passwordRequired;
  const problem = renew.error ? asProblem(renew.error) : null;
  const codes = renew.data?.recovery_codes;
  if (codes) return <ShownKey secret={codes.join('\n')} words={account.codes} onClose={onClose} />;
  return (
    <EditDialog
      dirty={false}
      onClose={onClose}
      size={420}
      title={words.title}
      error={renew.error}
      shownElsewhere={['password']}
      wrong={fault !== null}
      pending={renew.isPending}
      submit={words.submit}
      onSubmit={() => {
        setTried(true);
        if (fault || renew.isPending) return;
        renew.mutate(password, { onSuccess: () => say(account.factor.renewed) });
      }}
    >
      <p className={s.hint}>{words.text}</p>
      <PasswordInput
        label={account.setUp.password}
        description={account.setUp.passwordHint}
        autoComplete="current-password"
        data-autofocus
        value={password}
        error={(tried && fault) || problem?.messageFor('password')}
        onChange={event => setPassword(event.currentTarget.value)}
      />
    </EditDialog>
  );
}
