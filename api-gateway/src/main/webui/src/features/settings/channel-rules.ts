import type { Channel, ChannelType } from '../../api/types';
import { settings } from '../../texts/en/settings';
import { secretFault } from './rules';
import type { SecretChange } from './secret-field';

const words = settings.channels.form;

export type Security = 'starttls' | 'tls' | 'starttls_if_offered' | 'none';

/** Where answers and delivery reports come to; without a host no mailbox is read. */
export interface MailboxInput {
  readonly host: string;
  readonly port: number | string;
  readonly folder: string;
  /** As stored; undefined: what is usual for the port. */
  readonly security: string | undefined;
  /** Of a sign-in of its own; empty: as it is. */
  readonly username: string;
  readonly password: string;
}

/** How mail leaves, and the sign-in there, which is only ever written. */
export interface MailInput {
  readonly host: string;
  readonly port: number | string;
  readonly security: Security;
  readonly from: string;
  readonly replyTo: string;
  readonly bouncesTo: string;
  readonly mailbox: MailboxInput;
  /** What is set by the API alone, and stays: the sign-in by tokens. */
  readonly kept: Readonly<Record<string, unknown>>;
  readonly signIn:
    | { readonly kind: 'keep' | 'remove' }
    | { readonly kind: 'replace'; readonly username: string; readonly password: string };
}

export type Machine = 'off' | 'hang_up' | 'leave_message';

/** By which account and number people are called, and how; what is empty is not set. */
export interface VoiceInput {
  readonly account_sid: string;
  readonly from: string;
  readonly public_address: string;
  readonly language: string;
  readonly machine: Machine;
  readonly ring_seconds: number | string;
  readonly greeting: string;
}

export interface SecretInput {
  readonly webhook: SecretChange;
  readonly verify: SecretChange;
  /** What the provider gave to send with. */
  readonly token: SecretChange;
}

/** Whose messages go out by a provider that knows the sender by a token, and what the API calls it. */
const tokens: Readonly<Partial<Record<ChannelType, string>>> = {
  telegram: 'bot_token',
  whatsapp: 'access_token',
  voice: 'auth_token',
};

export function sendsByToken(type: ChannelType): boolean {
  return tokens[type] !== undefined;
}

export function phoneNumberIdOf(channel: Channel | null): string {
  const id = channel?.settings?.phone_number_id;
  return typeof id === 'string' ? id : '';
}

function mailboxOf(stored: unknown): MailboxInput {
  const mailbox = (stored ?? {}) as Readonly<Record<string, unknown>>;
  return {
    host: text(mailbox.host),
    port: typeof mailbox.port === 'number' ? mailbox.port : 993,
    folder: text(mailbox.folder),
    security: text(mailbox.security) || undefined,
    username: '',
    password: '',
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function voiceOf(channel: Channel | null): VoiceInput {
  const settings = channel?.settings ?? {};
  return {
    account_sid: text(settings.account_sid),
    from: text(settings.from),
    public_address: text(settings.public_address) || (channel ? '' : window.location.origin),
    language: text(settings.language) || 'en-US',
    machine: (text(settings.machine) || 'hang_up') as Machine,
    ring_seconds: typeof settings.ring_seconds === 'number' ? settings.ring_seconds : 30,
    greeting: text(settings.greeting),
  };
}

/** Without an account no calls are made, and then there is no address to be told of them either. */
function voiceSettings(voice: VoiceInput): Readonly<Record<string, unknown>> {
  const given = (value: string) => value.trim() || null;
  const calls = voice.account_sid.trim() !== '' || voice.from.trim() !== '';
  return {
    account_sid: given(voice.account_sid),
    from: given(voice.from),
    public_address: calls ? given(voice.public_address) : null,
    language: given(voice.language),
    machine: voice.machine,
    ring_seconds: voice.ring_seconds === '' ? null : Number(voice.ring_seconds),
    greeting: given(voice.greeting),
  };
}

export function mailOf(channel: Channel | null): MailInput {
  const settings: Readonly<Record<string, unknown>> = channel?.settings ?? {};
  return {
    host: text(settings.host),
    port: typeof settings.port === 'number' ? settings.port : 587,
    security: (text(settings.security) || 'starttls') as Security,
    from: text(settings.from),
    replyTo: text(settings.reply_to),
    bouncesTo: text(settings.bounces_to),
    mailbox: mailboxOf(settings.mailbox),
    kept: Object.fromEntries(['sign_in', 'oauth'].filter(key => settings[key]).map(key => [key, settings[key]])),
    signIn: channel?.has_credentials ? { kind: 'keep' } : { kind: 'replace', username: '', password: '' },
  };
}

/** Whether a stored password would go to another server than the one it was entered for; the API refuses that. */
export function movesServer(mail: MailInput, channel: Channel | null): boolean {
  const before = channel?.settings;
  return (
    channel?.has_credentials === true &&
    (String(before?.host).toLowerCase() !== mail.host.trim().toLowerCase() ||
      before?.port !== mail.port ||
      before?.security !== mail.security)
  );
}

export type MailFaults = Readonly<
  Partial<Record<'host' | 'port' | 'from' | 'signIn' | 'mailboxPort' | 'mailboxSignIn', string>>
>;

export function mailFaults(mail: MailInput): MailFaults {
  const { signIn, mailbox } = mail;
  const mailboxHalf = (mailbox.username === '') !== (mailbox.password === '');
  const half = signIn.kind === 'replace' && (signIn.username === '') !== (signIn.password === '');
  return {
    ...(mail.host.trim() ? {} : { host: words.required }),
    ...(isPort(mail.port) ? {} : { port: words.portInvalid }),
    ...(mail.from.trim() ? {} : { from: words.required }),
    ...(half ? { signIn: words.both } : {}),
    ...(mailbox.host.trim() && !isPort(mailbox.port) ? { mailboxPort: words.portInvalid } : {}),
    ...(mailboxHalf ? { mailboxSignIn: words.both } : {}),
  };
}

function isPort(port: number | string): boolean {
  return typeof port === 'number' && Number.isInteger(port) && port >= 1 && port <= 65_535;
}

export function secretFaults(
  type: ChannelType,
  secrets: SecretInput,
): Readonly<Partial<Record<'webhook' | 'verify' | 'token', string>>> {
  const of = (change: SecretChange) => (change.kind === 'replace' ? secretFault(type, change.value) : null);
  const webhook = of(secrets.webhook);
  const verify = type === 'whatsapp' ? of(secrets.verify) : null;
  const token = secrets.token.kind === 'replace' && secrets.token.value.trim() === '' ? words.required : null;
  return { ...(webhook ? { webhook } : {}), ...(verify ? { verify } : {}), ...(token ? { token } : {}) };
}

export function settingsOf(
  type: ChannelType,
  mail: MailInput,
  phoneNumberId: string,
  voice: VoiceInput,
): Readonly<Record<string, unknown>> {
  if (type === 'email') {
    return {
      host: mail.host.trim(),
      port: Number(mail.port),
      security: mail.security,
      from: mail.from.trim(),
      ...given('reply_to', mail.replyTo),
      ...given('bounces_to', mail.bouncesTo),
      ...(mail.mailbox.host.trim() ? { mailbox: mailboxSettings(mail.mailbox) } : {}),
      ...mail.kept,
    };
  }
  if (type === 'voice') return voiceSettings(voice);
  return type === 'whatsapp' ? { phone_number_id: phoneNumberId.trim() || null } : {};
}

function given(name: string, value: string): Readonly<Record<string, string>> {
  return value.trim() ? { [name]: value.trim() } : {};
}

function mailboxSettings(mailbox: MailboxInput): Readonly<Record<string, unknown>> {
  return {
    host: mailbox.host.trim(),
    port: Number(mailbox.port),
    ...(mailbox.security ? { security: mailbox.security } : {}),
    ...given('folder', mailbox.folder),
  };
}

/** Only what changes: what is left out stays as it is stored, null takes it away. Undefined: nothing changes. */
export function credentialsOf(
  type: ChannelType,
  mail: MailInput,
  secrets: SecretInput,
): Readonly<Record<string, string | null>> | undefined {
  const changes: Record<string, string | null> = {};
  if (type === 'email' && mail.signIn.kind === 'remove') Object.assign(changes, { username: null, password: null });
  if (type === 'email' && mail.signIn.kind === 'replace' && mail.signIn.username !== '') {
    Object.assign(changes, { username: mail.signIn.username, password: mail.signIn.password });
  }
  if (type === 'email' && mail.mailbox.username !== '') {
    Object.assign(changes, { mailbox_username: mail.mailbox.username, mailbox_password: mail.mailbox.password });
  }
  const take = (name: string, change: SecretChange) => {
    if (change.kind === 'remove') changes[name] = null;
    if (change.kind === 'replace') changes[name] = change.value;
  };
  take('webhook_secret', secrets.webhook);
  if (type === 'whatsapp') take('verify_token', secrets.verify);
  const token = tokens[type];
  if (token) take(token, secrets.token);
  return Object.keys(changes).length > 0 ? changes : undefined;
}
