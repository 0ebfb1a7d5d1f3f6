import { NumberInput, Select, TextInput } from '@mantine/core';
import type { Channel } from '../../api/types';
import { mailChannel as words } from '../../texts/en/mail-channel';
import { MailReturns } from './mail-returns';
import { type MailFaults, type MailInput, movesServer, type Security } from './mail-rules';
import { MailSignIn } from './mail-sign-in';
import s from './settings.module.css';

const securities = Object.entries(words.securities).map(([value, label]) => ({ value, label }));

export interface MailPartProps {
  readonly value: MailInput;
  readonly faults: MailFaults;
  /** What the API said of a field. */
  readonly said: (field: string) => string | undefined;
  readonly onChange: (value: MailInput) => void;
}

export function MailServer({ channel, ...part }: MailPartProps & { readonly channel: Channel | null }) {
  const { value, faults, said, onChange } = part;
  const change = (some: Partial<MailInput>) => onChange({ ...value, ...some });
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
      <MailSignIn {...part} sure={channel?.has_webhook_secret !== true} moves={movesServer(value, channel)} />
      <MailReturns {...part} />
    </>
  );
}
