import { NumberInput, PasswordInput, Select, TextInput } from '@mantine/core';
import { mailChannel as words } from '../../texts/en/mail-channel';
import { type MailboxInput, type MailboxSignIn, mailboxSecurity, type Security } from './mail-rules';
import type { MailPartProps } from './mail-server';
import s from './settings.module.css';

/** Secrets travel there: without protection only where it is stored so, as for a mailbox on the server's own machine. */
function securities(stored: Security) {
  const usual: readonly Security[] = ['tls', 'starttls'];
  return [...usual, ...(usual.includes(stored) ? [] : [stored])].map(value => ({
    value,
    label: words.securities[value],
  }));
}

/** Where answers and delivery reports go to, and the mailbox that they are read from. */
export function MailReturns({ value, faults, said, onChange }: MailPartProps) {
  const { mailbox } = value;
  const change = (part: Partial<MailboxInput>) => onChange({ ...value, mailbox: { ...mailbox, ...part } });
  const read = mailbox.host.trim() !== '';
  const signIns = (['keep', 'same', 'replace'] as const).filter(one => one !== 'keep' || value.stored?.mailbox);
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
      </div>
      {read && (
        <>
          <div className={s.row}>
            <NumberInput
              label={words.mailboxPort}
              clampBehavior="none"
              allowDecimal={false}
              hideControls
              value={mailbox.port}
              error={faults.mailboxPort ?? said('settings.mailbox.port')}
              onChange={port => change({ port, security: undefined })}
            />
            <Select
              label={words.mailboxSecurity}
              allowDeselect={false}
              data={securities(mailboxSecurity(mailbox))}
              value={mailboxSecurity(mailbox)}
              error={said('settings.mailbox.security')}
              onChange={security => change({ security: security as Security })}
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
          <Select
            label={words.mailboxSignIn}
            allowDeselect={false}
            data={signIns.map(kind => ({ value: kind, label: words.mailboxSignIns[kind] }))}
            value={mailbox.signIn.kind}
            error={
              mailbox.signIn.kind === 'replace'
                ? undefined
                : (said('credentials.mailbox_username') ?? said('credentials.mailbox_password'))
            }
            onChange={kind => change({ signIn: signInOf(kind as MailboxSignIn['kind']) })}
          />
          {mailbox.signIn.kind === 'replace' && (
            <div className={s.row}>
              <TextInput
                label={words.mailboxUsername}
                withAsterisk
                autoComplete="off"
                spellCheck={false}
                value={mailbox.signIn.username}
                error={faults.mailboxSignIn ?? said('credentials.mailbox_username')}
                onChange={event => change({ signIn: { ...replaced(mailbox), username: event.currentTarget.value } })}
              />
              <PasswordInput
                label={words.mailboxPassword}
                withAsterisk
                autoComplete="new-password"
                value={mailbox.signIn.password}
                error={faults.mailboxSignIn ? true : said('credentials.mailbox_password')}
                onChange={event => change({ signIn: { ...replaced(mailbox), password: event.currentTarget.value } })}
              />
            </div>
          )}
        </>
      )}
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

function signInOf(kind: MailboxSignIn['kind']): MailboxSignIn {
  return kind === 'replace' ? { kind, username: '', password: '' } : { kind };
}

function replaced({ signIn }: MailboxInput) {
  return signIn.kind === 'replace' ? signIn : ({ kind: 'replace', username: '', password: '' } as const);
}
