import { NumberInput, PasswordInput, TextInput } from '@mantine/core';
import { settings } from '../../texts/en/settings';
import type { MailboxInput, MailFaults, MailInput } from './channel-rules';
import s from './settings.module.css';

const words = settings.channels.form;

export interface MailReturnsProps {
  readonly value: MailInput;
  readonly faults: MailFaults;
  readonly said: (field: string) => string | undefined;
  readonly onChange: (value: MailInput) => void;
}

/** Where answers and delivery reports go to, and the mailbox that they are read from. */
export function MailReturns({ value, faults, said, onChange }: MailReturnsProps) {
  const { mailbox } = value;
  const change = (part: Partial<MailboxInput>) => onChange({ ...value, mailbox: { ...mailbox, ...part } });
  return (
    <fieldset className={s.section}>
      <legend>{words.returns}</legend>
      <p className={s.hint}>{words.returnsHint}</p>
      <div className={s.row}>
        <TextInput
          label={words.mailboxHost}
          autoComplete="off"
          spellCheck={false}
          placeholder={words.mailboxHostExample}
          value={mailbox.host}
          error={said('settings.mailbox.host')}
          onChange={event => change({ host: event.currentTarget.value })}
        />
        <NumberInput
          label={words.mailboxPort}
          clampBehavior="none"
          allowDecimal={false}
          hideControls
          value={mailbox.port}
          error={faults.mailboxPort ?? said('settings.mailbox.port') ?? said('settings.mailbox.security')}
          onChange={port => change({ port, security: undefined })}
        />
        <TextInput
          label={words.mailboxFolder}
          autoComplete="off"
          placeholder={words.mailboxFolderExample}
          value={mailbox.folder}
          error={said('settings.mailbox.folder')}
          onChange={event => change({ folder: event.currentTarget.value })}
        />
      </div>
      <div className={s.row}>
        <TextInput
          label={words.mailboxUsername}
          description={words.mailboxSignInHint}
          autoComplete="off"
          spellCheck={false}
          value={mailbox.username}
          error={faults.mailboxSignIn ?? said('credentials.mailbox_username')}
          onChange={event => change({ username: event.currentTarget.value })}
        />
        <PasswordInput
          label={words.mailboxPassword}
          description={words.mailboxPasswordHint}
          autoComplete="new-password"
          value={mailbox.password}
          error={faults.mailboxSignIn ? true : said('credentials.mailbox_password')}
          onChange={event => change({ password: event.currentTarget.value })}
        />
      </div>
      <div className={s.row}>
        <TextInput
          label={words.replyTo}
          description={words.replyToHint}
          autoComplete="off"
          spellCheck={false}
          value={value.replyTo}
          error={said('settings.reply_to')}
          onChange={event => onChange({ ...value, replyTo: event.currentTarget.value })}
        />
        <TextInput
          label={words.bouncesTo}
          description={words.bouncesToHint}
          autoComplete="off"
          spellCheck={false}
          value={value.bouncesTo}
          error={said('settings.bounces_to')}
          onChange={event => onChange({ ...value, bouncesTo: event.currentTarget.value })}
        />
      </div>
    </fieldset>
  );
}
