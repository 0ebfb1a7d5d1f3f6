import { PasswordInput, TextInput } from '@mantine/core';
import { QRCodeSVG } from 'qrcode.react';
import { useState } from 'react';
import { asProblem } from '../../api/problem';
import { useAccountChanges, useSecondFactorSecret } from '../../api/queries/account';
import type { Schema } from '../../api/types';
import { account } from '../../texts/en/account';
import { Copyable } from '../../ui/copyable';
import { EditDialog } from '../../ui/edit-dialog';
import { FormDialog } from '../../ui/form-dialog';
import { ErrorState } from '../../ui/states';
import { say } from '../../ui/toast';
import s from '../settings/settings.module.css';
import { ShownKey } from '../settings/shown-key';
import a from './account.module.css';

const words = account.setUp;

/** Shows the secret, and turns the second factor on when a code proves that the app has it. */
export default function SetUpApp({ onClose }: { readonly onClose: () => void }) {
  const secret = useSecondFactorSecret();
  if (secret.data) return <SetUpForm secret={secret.data} onClose={onClose} />;
  // It would grow when the secret comes.
  if (secret.isPending) return null;
  return (
    <FormDialog title={words.title} size={460} dirty={false} onClose={onClose}>
      <ErrorState what={words.title} error={secret.error} onRetry={() => secret.refetch()} />
    </FormDialog>
  );
}

interface SetUpFormProps {
  readonly secret: Schema<'SecondFactorSecret'>;
  readonly onClose: () => void;
}

function SetUpForm({ secret, onClose }: SetUpFormProps) {
  const { addSecondFactor: add } = useAccountChanges();
  const [draft, setDraft] = useState({ code: '', password: '' });
  const [tried, setTried] = useState(false);
  const codeFault = /^\d{6}$/.test(draft.code.trim()) ? null : words.codeRequired;
  const passwordFault = draft.password ? null : words.passwordRequired;
  const problem = add.error ? asProblem(add.error) : null;
  const codes = add.data?.recovery_codes;
  if (codes) return <ShownKey secret={codes.join('\n')} words={account.codes} onClose={onClose} />;
  return (
    <EditDialog
      dirty={false}
      onClose={onClose}
      size={460}
      title={words.title}
      error={add.error}
      shownElsewhere={['code', 'password']}
      wrong={codeFault !== null || passwordFault !== null}
      pending={add.isPending}
      submit={words.submit}
      onSubmit={() => {
        setTried(true);
        if (codeFault || passwordFault || add.isPending) return;
        add.mutate(
          { secret: secret.secret, code: draft.code.trim(), password: draft.password },
          { onSuccess: () => say(account.factor.added) },
        );
      }}
    >
      <p className={s.hint}>{words.scan}</p>
      <div className={a.secret}>
        <QRCodeSVG className={a.code} value={secret.address} size={176} marginSize={4} title={words.qr} />
        <div className={a.key}>
          <span className={s.secretLabel}>{words.key}</span>
          <Copyable label={words.key} value={secret.secret} />
        </div>
      </div>
      <TextInput
        label={words.code}
        description={words.codeHint}
        inputMode="numeric"
        autoComplete="one-time-code"
        data-autofocus
        value={draft.code}
        error={(tried && codeFault) || problem?.messageFor('code')}
        onChange={event => setDraft({ ...draft, code: event.currentTarget.value })}
      />
      <PasswordInput
        label={words.password}
        description={words.passwordHint}
        autoComplete="current-password"
        value={draft.password}
        error={(tried && passwordFault) || problem?.messageFor('password')}
        onChange={event => setDraft({ ...draft, password: event.currentTarget.value })}
      />
    </EditDialog>
  );
}
