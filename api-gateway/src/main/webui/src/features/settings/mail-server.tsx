import { Button, NumberInput, PasswordInput, Select, TextInput } from '@mantine/core';
import { LockKeyhole } from 'lucide-react';
import type { Channel } from '../../api/types';
import { settings } from '../../texts/en/settings';
import { type MailFaults, type MailInput, movesServer, type Security } from './channel-rules';
import { MailReturns } from './mail-returns';
import s from './settings.module.css';

const words = settings.channels.form;
const securities = Object.entries(words.securities).map(([value, label]) => ({ value, label }));

export interface MailServerProps {
  readonly channel: Channel | null;
  readonly value: MailInput;
  readonly faults: MailFaults;
  readonly said: (field: string) => string | undefined;
  readonly onChange: (value: MailInput) => void;
}

export function MailServer({ channel, value, faults, said, onChange }: MailServerProps) {
  const change = (part: Partial<MailInput>) => onChange({ ...value, ...part });
  return (
    <>
      <fieldset className={s.section}>
        <legend>{words.server}</legend>
        <div className={s.row}>
          <TextInput
            label={words.host}
            withAsterisk
            autoComplete="off"
            spellCheck={false}
            placeholder={words.hostExample}
            value={value.host}
            error={faults.host ?? said('settings.host')}
            onChange={event => change({ host: event.currentTarget.value })}
          />
          <NumberInput
            label={words.port}
            withAsterisk
            clampBehavior="none"
            allowDecimal={false}
            hideControls
            value={value.port}
            error={faults.port ?? said('settings.port')}
            onChange={port => change({ port })}
          />
          <Select
            label={words.security}
            allowDeselect={false}
            data={securities}
            value={value.security}
            error={said('settings.security')}
            onChange={security => change({ security: security as Security })}
          />
        </div>
        {value.security === 'none' && <p className={s.warn}>{words.plain}</p>}
        <TextInput
          label={words.from}
          description={words.fromHint}
          withAsterisk
          autoComplete="off"
          value={value.from}
          error={faults.from ?? said('settings.from')}
          onChange={event => change({ from: event.currentTarget.value })}
        />
      </fieldset>
      <fieldset className={s.section}>
        <legend>{words.signIn}</legend>
        <p className={s.hint}>{words.signInHint}</p>
        {value.signIn.kind === 'replace' ? (
          <div className={s.row}>
            <TextInput
              label={words.username}
              autoComplete="off"
              spellCheck={false}
              value={value.signIn.username}
              error={faults.signIn ?? said('credentials.username')}
              onChange={event => change({ signIn: { ...replaced(value), username: event.currentTarget.value } })}
            />
            <PasswordInput
              label={words.password}
              autoComplete="new-password"
              value={value.signIn.password}
              error={faults.signIn ? true : said('credentials.password')}
              onChange={event => change({ signIn: { ...replaced(value), password: event.currentTarget.value } })}
            />
          </div>
        ) : (
          <StoredSignIn value={value} sure={channel?.has_webhook_secret !== true} onChange={onChange} />
        )}
        {value.signIn.kind === 'keep' && movesServer(value, channel) && (
          <p className={s.warn} role="status">
            {words.again}
          </p>
        )}
      </fieldset>
      <MailReturns value={value} faults={faults} said={said} onChange={onChange} />
    </>
  );
}

function replaced({ signIn }: MailInput) {
  return signIn.kind === 'replace' ? signIn : ({ kind: 'replace', username: '', password: '' } as const);
}

/** A channel with a webhook secret has credentials, whether or not a sign-in is among them. */
function StoredSignIn({
  value,
  sure,
  onChange,
}: Pick<MailServerProps, 'value' | 'onChange'> & { readonly sure: boolean }) {
  const gone = value.signIn.kind === 'remove';
  return (
    <div className={s.secret}>
      <LockKeyhole size={14} aria-hidden />
      <span>{gone ? words.willBeRemoved : sure ? words.isSet : words.asStored}</span>
      <Button
        variant="default"
        aria-label={words.replaceOf(words.signIn)}
        onClick={() => onChange({ ...value, signIn: { kind: 'replace', username: '', password: '' } })}
      >
        {words.replace}
      </Button>
      <Button
        variant="subtle"
        {...(gone ? {} : { color: 'red', 'aria-label': words.removeOf(words.signIn) })}
        onClick={() => onChange({ ...value, signIn: { kind: gone ? 'keep' : 'remove' } })}
      >
        {gone ? words.keep : words.removeSecret}
      </Button>
    </div>
  );
}
