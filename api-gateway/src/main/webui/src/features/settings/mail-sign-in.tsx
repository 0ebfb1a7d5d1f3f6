import { Button, PasswordInput, Select, TextInput } from '@mantine/core';
import { LockKeyhole } from 'lucide-react';
import { mailChannel as words } from '../../texts/en/mail-channel';
import { settings } from '../../texts/en/settings';
import {
  type MailInput,
  newSignIn,
  type OAuthInput,
  type SignInChange,
  type SignInMethod,
  withMethod,
} from './mail-rules';
import type { MailPartProps } from './mail-server';
import s from './settings.module.css';

const secret = settings.channels.form;
const methods = Object.entries(words.methods).map(([value, label]) => ({ value, label }));
const secrets = ['username', 'password', 'client_secret', 'refresh_token'];

export interface MailSignInProps extends MailPartProps {
  /** Whether what is stored can be nothing but a sign-in. */
  readonly sure: boolean;
  /** Whether a server is another than that for which it was stored. */
  readonly moves: boolean;
}

/** By a password, or by tokens that are asked for with the secrets of an application. */
export function MailSignIn({ sure, moves, ...part }: MailSignInProps) {
  const { value, said, onChange } = part;
  const kept = value.signIn.kind === 'keep';
  return (
    <fieldset className={s.section}>
      <legend>{words.signIn}</legend>
      <Select
        label={words.method}
        description={value.method === 'password' ? words.passwordHint : words.tokenHint}
        allowDeselect={false}
        data={methods}
        value={value.method}
        error={said('settings.sign_in')}
        onChange={method => onChange(withMethod(value, method as SignInMethod))}
      />
      {value.method === 'xoauth2' && <TokenPlace {...part} />}
      {value.signIn.kind !== 'replace' ? (
        <StoredSignIn value={value} sure={sure} onChange={onChange} />
      ) : value.method === 'password' ? (
        <PasswordSignIn {...part} signIn={value.signIn} />
      ) : (
        <TokenSignIn {...part} signIn={value.signIn} />
      )}
      {kept && moves && (
        <p className={s.warn} role="status">
          {words.again}
        </p>
      )}
      {value.signIn.kind !== 'replace' &&
        secrets
          .filter(name => said(`credentials.${name}`))
          .map(name => (
            <p key={name} className={s.fault} role="alert">
              {said(`credentials.${name}`)}
            </p>
          ))}
    </fieldset>
  );
}

function TokenPlace({ value, faults, said, onChange }: MailPartProps) {
  const { oauth } = value;
  const change = (some: Partial<OAuthInput>) => onChange({ ...value, oauth: { ...oauth, ...some } });
  return (
    <>
      <TextInput
        label={words.tokenUrl}
        withAsterisk
        autoComplete="off"
        spellCheck={false}
        placeholder={words.tokenUrlExample}
        value={oauth.tokenUrl}
        error={faults.tokenUrl ?? said('settings.oauth.token_url')}
        onChange={event => change({ tokenUrl: event.currentTarget.value })}
      />
      <TextInput
        label={words.clientId}
        withAsterisk
        autoComplete="off"
        spellCheck={false}
        value={oauth.clientId}
        error={faults.clientId ?? said('settings.oauth.client_id')}
        onChange={event => change({ clientId: event.currentTarget.value })}
      />
      <TextInput
        label={words.scope}
        description={words.scopeHint}
        autoComplete="off"
        spellCheck={false}
        value={oauth.scope}
        error={said('settings.oauth.scope')}
        onChange={event => change({ scope: event.currentTarget.value })}
      />
    </>
  );
}

type Replaced = Extract<SignInChange, { kind: 'replace' }>;

function PasswordSignIn({ value, signIn, faults, said, onChange }: MailPartProps & { readonly signIn: Replaced }) {
  return (
    <div className={s.row}>
      <TextInput
        label={words.username}
        autoComplete="off"
        spellCheck={false}
        value={signIn.username}
        error={faults.signIn ?? said('credentials.username')}
        onChange={event => onChange({ ...value, signIn: { ...signIn, username: event.currentTarget.value } })}
      />
      <PasswordInput
        label={words.password}
        autoComplete="new-password"
        value={signIn.password}
        error={faults.signIn ? true : said('credentials.password')}
        onChange={event => onChange({ ...value, signIn: { ...signIn, password: event.currentTarget.value } })}
      />
    </div>
  );
}

function TokenSignIn({ value, signIn, faults, said, onChange }: MailPartProps & { readonly signIn: Replaced }) {
  const change = (some: Partial<Replaced>) => onChange({ ...value, signIn: { ...signIn, ...some } });
  return (
    <>
      <div className={s.row}>
        <TextInput
          label={words.account}
          description={words.accountHint}
          withAsterisk
          autoComplete="off"
          spellCheck={false}
          value={signIn.username}
          error={faults.account ?? said('credentials.username')}
          onChange={event => change({ username: event.currentTarget.value })}
        />
      </div>
      <PasswordInput
        label={words.clientSecret}
        withAsterisk
        autoComplete="new-password"
        value={signIn.clientSecret}
        error={faults.clientSecret ?? said('credentials.client_secret')}
        onChange={event => change({ clientSecret: event.currentTarget.value })}
      />
      <PasswordInput
        label={words.refreshToken}
        description={words.refreshTokenHint}
        autoComplete="new-password"
        value={signIn.refreshToken}
        error={said('credentials.refresh_token')}
        onChange={event => change({ refreshToken: event.currentTarget.value })}
      />
    </>
  );
}

/** A channel with a webhook secret has credentials, whether or not a sign-in is among them. */
function StoredSignIn({ value, sure, onChange }: Pick<MailSignInProps, 'value' | 'sure' | 'onChange'>) {
  const gone = value.signIn.kind === 'remove';
  const put = (signIn: MailInput['signIn']) => onChange({ ...value, signIn });
  return (
    <div className={s.secret}>
      <LockKeyhole size={14} aria-hidden />
      <span>{gone ? secret.willBeRemoved : sure ? secret.isSet : secret.asStored}</span>
      <Button variant="default" aria-label={secret.replaceOf(words.signIn)} onClick={() => put(newSignIn)}>
        {secret.replace}
      </Button>
      {/* Tokens cannot be had without it: another way to sign in takes its place. */}
      {value.method === 'password' && (
        <Button
          variant="subtle"
          {...(gone ? {} : { color: 'red', 'aria-label': secret.removeOf(words.signIn) })}
          onClick={() => put({ kind: gone ? 'keep' : 'remove' })}
        >
          {gone ? secret.keep : secret.removeSecret}
        </Button>
      )}
    </div>
  );
}
