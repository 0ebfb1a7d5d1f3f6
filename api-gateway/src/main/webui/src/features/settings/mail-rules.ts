import type { Channel } from '../../api/types';
import { mailChannel as words } from '../../texts/en/mail-channel';
import { settings } from '../../texts/en/settings';

export type Security = 'starttls' | 'tls' | 'starttls_if_offered' | 'none';
export type SignInMethod = 'password' | 'xoauth2';

/** Where access tokens are asked for. */
export interface OAuthInput {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly scope: string;
}

/** The secrets at the mail server, which are only ever written. */
export type SignInChange =
  | { readonly kind: 'keep' }
  | { readonly kind: 'remove' }
  | {
      readonly kind: 'replace';
      readonly username: string;
      readonly password: string;
      readonly clientSecret: string;
      readonly refreshToken: string;
    };
export const newSignIn = { kind: 'replace', username: '', password: '', clientSecret: '', refreshToken: '' } as const;

/** By what the mailbox is signed in to: what is stored, the sign-in at the mail server, or one of its own. */
export type MailboxSignIn =
  | { readonly kind: 'keep' | 'same' }
  | { readonly kind: 'replace'; readonly username: string; readonly password: string };

/** Where answers and delivery reports come to; without a host no mailbox is read. */
export interface MailboxInput {
  readonly host: string;
  readonly port: number | string;
  readonly folder: string;
  /** Undefined: what is usual for the port. */
  readonly security: Security | undefined;
  readonly signIn: MailboxSignIn;
}

/** How mail leaves, and what comes back. */
export interface MailInput {
  readonly host: string;
  readonly port: number | string;
  readonly security: Security;
  readonly from: string;
  readonly replyTo: string;
  readonly bouncesTo: string;
  readonly mailbox: MailboxInput;
  readonly method: SignInMethod;
  readonly oauth: OAuthInput;
  readonly signIn: SignInChange;
  /** What secrets may be stored; the API tells only whether the channel has some. Null: none. */
  readonly stored: { readonly method: SignInMethod; readonly mailbox: boolean } | null;
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return (value ?? {}) as Readonly<Record<string, unknown>>;
}

export function mailOf(channel: Channel | null): MailInput {
  const stored = record(channel?.settings);
  const oauth = record(stored.oauth);
  const mailbox = record(stored.mailbox);
  const method: SignInMethod = stored.sign_in === 'xoauth2' ? 'xoauth2' : 'password';
  const secrets = channel?.has_credentials ? { method, mailbox: text(mailbox.host) !== '' } : null;
  return {
    host: text(stored.host),
    port: typeof stored.port === 'number' ? stored.port : 587,
    security: (text(stored.security) || 'starttls') as Security,
    from: text(stored.from),
    replyTo: text(stored.reply_to),
    bouncesTo: text(stored.bounces_to),
    mailbox: {
      host: text(mailbox.host),
      port: typeof mailbox.port === 'number' ? mailbox.port : 993,
      folder: text(mailbox.folder),
      security: (text(mailbox.security) || undefined) as Security | undefined,
      signIn: { kind: secrets?.mailbox ? 'keep' : 'same' },
    },
    method,
    oauth: { tokenUrl: text(oauth.token_url), clientId: text(oauth.client_id), scope: text(oauth.scope) },
    signIn: secrets ? { kind: 'keep' } : newSignIn,
    stored: secrets,
  };
}

/** Secrets of one way to sign in do not belong to another: they are asked for again, and those stored stay if it is turned back. */
export function withMethod(mail: MailInput, method: SignInMethod): MailInput {
  return { ...mail, method, signIn: mail.stored?.method === method ? { kind: 'keep' } : newSignIn };
}

export function mailboxSecurity({ security, port }: MailboxInput): Security {
  return security ?? (port === 993 ? 'tls' : 'starttls');
}

/** Whom the stored secrets may go to: to each server and to whoever gives out tokens. */
function placesOf(mail: MailInput): readonly string[] {
  const { mailbox } = mail;
  const place = (host: string, port: number | string, security: Security) =>
    `${host.trim().toLowerCase()}:${port} ${security}`;
  return [
    place(mail.host, mail.port, mail.security),
    ...(mailbox.host.trim() && mailbox.signIn.kind !== 'replace'
      ? [place(mailbox.host, mailbox.port, mailboxSecurity(mailbox))]
      : []),
    ...(mail.method === 'xoauth2' ? [mail.oauth.tokenUrl.trim()] : []),
  ];
}

/** Whether stored secrets would go to another server than those they were entered for; the API refuses that. */
export function movesServer(mail: MailInput, channel: Channel | null): boolean {
  if (!channel?.has_credentials) return false;
  const before = placesOf(mailOf(channel));
  return placesOf(mail).some(place => !before.includes(place));
}

export type MailFaults = Readonly<
  Partial<
    Record<
      | 'host'
      | 'port'
      | 'from'
      | 'signIn'
      | 'tokenUrl'
      | 'clientId'
      | 'account'
      | 'clientSecret'
      | 'mailboxPort'
      | 'mailboxSignIn',
      string
    >
  >
>;

export function mailFaults(mail: MailInput): MailFaults {
  const { signIn, mailbox, oauth } = mail;
  const { required } = settings.channels.form;
  const faults: Partial<Record<keyof MailFaults, string>> = {};
  const want = (field: keyof MailFaults, good: boolean, otherwise: string) => {
    if (!good) faults[field] = otherwise;
  };
  want('host', mail.host.trim() !== '', required);
  want('port', isPort(mail.port), words.portInvalid);
  want('from', mail.from.trim() !== '', required);
  if (mail.method === 'xoauth2') {
    want('tokenUrl', oauth.tokenUrl.trim() !== '', required);
    want('clientId', oauth.clientId.trim() !== '', required);
    want('account', signIn.kind !== 'replace' || signIn.username !== '', required);
    want('clientSecret', signIn.kind !== 'replace' || signIn.clientSecret !== '', required);
  } else if (signIn.kind === 'replace') {
    want('signIn', (signIn.username === '') === (signIn.password === ''), words.both);
  }
  if (mailbox.host.trim()) {
    want('mailboxPort', isPort(mailbox.port), words.portInvalid);
    const own = mailbox.signIn;
    want('mailboxSignIn', own.kind !== 'replace' || (own.username !== '' && own.password !== ''), words.mailboxBoth);
  }
  return faults;
}

function isPort(port: number | string): boolean {
  return typeof port === 'number' && Number.isInteger(port) && port >= 1 && port <= 65_535;
}

export function mailSettings(mail: MailInput): Readonly<Record<string, unknown>> {
  const { mailbox, oauth } = mail;
  return {
    host: mail.host.trim(),
    port: Number(mail.port),
    security: mail.security,
    from: mail.from.trim(),
    ...given('reply_to', mail.replyTo),
    ...given('bounces_to', mail.bouncesTo),
    ...(mailbox.host.trim()
      ? {
          mailbox: {
            host: mailbox.host.trim(),
            port: Number(mailbox.port),
            security: mailboxSecurity(mailbox),
            ...given('folder', mailbox.folder),
          },
        }
      : {}),
    ...(mail.method === 'xoauth2'
      ? {
          sign_in: 'xoauth2',
          oauth: {
            token_url: oauth.tokenUrl.trim(),
            client_id: oauth.clientId.trim(),
            ...given('scope', oauth.scope),
          },
        }
      : {}),
  };
}

function given(name: string, value: string): Readonly<Record<string, string>> {
  return value.trim() ? { [name]: value.trim() } : {};
}

/** Only what changes; null takes away what is stored, also what was for another way to sign in. */
export function mailCredentials(mail: MailInput): Readonly<Record<string, string | null>> {
  return { ...signInChanges(mail), ...mailboxChanges(mail) };
}

function signInChanges({ signIn, method, stored }: MailInput): Readonly<Record<string, string | null>> {
  const other = stored && stored.method !== method;
  if (signIn.kind === 'keep') return {};
  if (signIn.kind === 'remove') return { username: null, password: null };
  if (method === 'xoauth2') {
    return {
      username: signIn.username,
      client_secret: signIn.clientSecret,
      ...(signIn.refreshToken ? { refresh_token: signIn.refreshToken } : stored ? { refresh_token: null } : {}),
      ...(other ? { password: null } : {}),
    };
  }
  return {
    ...(signIn.username ? { username: signIn.username, password: signIn.password } : {}),
    ...(other ? { client_secret: null, refresh_token: null } : {}),
    ...(other && !signIn.username ? { username: null } : {}),
  };
}

function mailboxChanges({ mailbox, stored }: MailInput): Readonly<Record<string, string | null>> {
  const { signIn } = mailbox;
  const read = mailbox.host.trim() !== '';
  if (read && signIn.kind === 'replace') {
    return { mailbox_username: signIn.username, mailbox_password: signIn.password };
  }
  const gone = stored?.mailbox && (!read || signIn.kind === 'same');
  return gone ? { mailbox_username: null, mailbox_password: null } : {};
}
