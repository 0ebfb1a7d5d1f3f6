import { Button, Group, PasswordInput } from '@mantine/core';
import { ShieldCheck, ShieldOff } from 'lucide-react';
import { Suspense, useState } from 'react';
import { asProblem } from '../../api/problem';
import { useAccountChanges } from '../../api/queries/account';
import type { Schema } from '../../api/types';
import { account as texts } from '../../texts/en/account';
import { users } from '../../texts/en/users';
import { EditDialog } from '../../ui/edit-dialog';
import { lazyPart } from '../../ui/lazy-part';
import { StatusTag } from '../../ui/status-tag';
import { say } from '../../ui/toast';
import s from '../settings/settings.module.css';
import a from './account.module.css';

const words = texts.factor;
const SetUpApp = lazyPart(() => import('./set-up-app'));
const RenewCodes = lazyPart(() => import('./renew-codes'));

export function SecondFactorSection({ account }: { readonly account: Schema<'Account'> }) {
  const [open, setOpen] = useState<'add' | 'renew' | 'remove' | null>(null);
  const close = () => setOpen(null);
  const on = account.second_factor;
  return (
    <section className={s.form} aria-label={words.title}>
      <h2 className={a.title}>{words.title}</h2>
      <div>
        <StatusTag
          tone={on ? 'ok' : 'neutral'}
          icon={on ? ShieldCheck : ShieldOff}
          label={on ? users.factor.on : users.factor.off}
        />
      </div>
      <p className={s.hint}>{on ? `${words.on} ${words.codesLeft(account.recovery_codes_left)}` : words.off}</p>
      <Group justify="flex-end">
        {on ? (
          <>
            <Button variant="default" onClick={() => setOpen('renew')}>
              {words.renew}
            </Button>
            <Button variant="default" onClick={() => setOpen('remove')}>
              {words.remove}
            </Button>
          </>
        ) : (
          <Button onClick={() => setOpen('add')}>{words.setUp}</Button>
        )}
      </Group>
      {open === 'remove' && <RemoveFactor onClose={close} />}
      {open === 'renew' && (
        <Suspense>
          <RenewCodes onClose={close} />
        </Suspense>
      )}
      {open === 'add' && (
        <Suspense>
          <SetUpApp onClose={close} />
        </Suspense>
      )}
    </section>
  );
}

function RemoveFactor({ onClose }: { readonly onClose: () => void }) {
  const { removeSecondFactor: remove } = useAccountChanges();
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const fault = password ? null : texts.setUp.passwordRequired;
  const problem = remove.error ? asProblem(remove.error) : null;
  return (
    <EditDialog
      dirty={false}
      onClose={onClose}
      size={420}
      title={texts.removeDialog.title}
      error={remove.error}
      shownElsewhere={['password']}
      wrong={fault !== null}
      pending={remove.isPending}
      submit={texts.removeDialog.submit}
      onSubmit={() => {
        setTried(true);
        if (fault || remove.isPending) return;
        remove.mutate(password, {
          onSuccess: () => {
            say(words.removed);
            onClose();
          },
        });
      }}
    >
      <p className={s.hint}>{texts.removeDialog.text}</p>
      <PasswordInput
        label={texts.setUp.password}
        description={texts.setUp.passwordHint}
        autoComplete="current-password"
        data-autofocus
        value={password}
        error={(tried && fault) || problem?.messageFor('password')}
        onChange={event => setPassword(event.currentTarget.value)}
      />
    </EditDialog>
  );
}
