import type { Channel, ChannelType } from '../../api/types';
import { settings } from '../../texts/en/settings';
import { type MailInput, mailCredentials, mailSettings, text } from './mail-rules';
import { secretFault } from './rules';
import type { SecretChange } from './secret-field';
import { type WebInput, webOf, webSettings } from './web-rules';

const words = settings.channels.form;

/** Whether Telegram brings what people write to a bot, or is asked for it. */
export type Updates = 'webhook' | 'polling';

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
  /** By which a website signs who its visitors are. */
  readonly identity: SecretChange;
  /** An API key of Twilio, with which calls are asked for instead of the auth token. */
  readonly keySid: SecretChange;
  readonly keySecret: SecretChange;
}

const kept: SecretChange = { kind: 'keep' };

export const keptSecrets: SecretInput = {
  webhook: kept,
  verify: kept,
  token: kept,
  identity: kept,
  keySid: kept,
  keySecret: kept,
};

export type SecretFaults = Readonly<Partial<Record<keyof SecretInput, string>>>;

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

export function updatesOf(channel: Channel | null): Updates {
  return channel?.settings?.updates === 'polling' ? 'polling' : 'webhook';
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

/** @param stored whether the channel may have secrets already: then what is left out stays as it is */
export function secretFaults(type: ChannelType, secrets: SecretInput, stored: boolean): SecretFaults {
  const of = (change: SecretChange) => (change.kind === 'replace' ? secretFault(type, change.value) : null);
  const webhook = of(secrets.webhook);
  const verify = type === 'whatsapp' ? of(secrets.verify) : null;
  const token = isEmptied(secrets.token) ? words.required : null;
  const identity =
    type === 'web' &&
    secrets.identity.kind === 'replace' &&
    (secrets.identity.value.length < 32 || secrets.identity.value.length > 256)
      ? words.web.identitySecretInvalid
      : null;
  return {
    ...(webhook ? { webhook } : {}),
    ...(verify ? { verify } : {}),
    ...(token ? { token } : {}),
    ...(identity ? { identity } : {}),
    ...(type === 'voice' ? keyFaults(secrets, stored) : {}),
  };
}

/** A provider's page gives a space along with what is copied of it. */
function asPasted(change: SecretChange): SecretChange {
  return change.kind === 'replace' ? { kind: 'replace', value: change.value.trim() } : change;
}

function isEmptied(change: SecretChange): boolean {
  return change.kind === 'replace' && change.value.trim() === '';
}

/** SID and secret of an API key are given together, and go together. */
function keyFaults({ keySid, keySecret }: SecretInput, stored: boolean): SecretFaults {
  const of = (change: SecretChange, other: SecretChange, form: RegExp, wrong: string): string | null => {
    if (isEmptied(change)) return words.required;
    if (change.kind === 'replace') return form.test(change.value.trim()) ? null : wrong;
    if (other.kind === 'remove') return change.kind === 'remove' ? null : words.keyRemovedWhole;
    if (other.kind !== 'replace') return null;
    return change.kind === 'remove' || !stored ? words.required : null;
  };
  const sid = of(keySid, keySecret, /^SK[0-9a-fA-F]{32}$/, words.keySidInvalid);
  const secret = of(keySecret, keySid, /^[0-9a-zA-Z]{16,100}$/, words.keySecretInvalid);
  return { ...(sid ? { keySid: sid } : {}), ...(secret ? { keySecret: secret } : {}) };
}

export function settingsOf(
  type: ChannelType,
  mail: MailInput,
  phoneNumberId: string,
  voice: VoiceInput,
  updates: Updates,
  web: WebInput = webOf(null),
): Readonly<Record<string, unknown>> {
  if (type === 'email') return mailSettings(mail);
  if (type === 'telegram') return { updates };
  if (type === 'voice') return voiceSettings(voice);
  if (type === 'web') return webSettings(web);
  return { phone_number_id: phoneNumberId.trim() || null };
}

/** Only what changes: what is left out stays as it is stored, null takes it away. Undefined: nothing changes. */
export function credentialsOf(
  type: ChannelType,
  mail: MailInput,
  secrets: SecretInput,
): Readonly<Record<string, string | null>> | undefined {
  const changes: Record<string, string | null> = type === 'email' ? { ...mailCredentials(mail) } : {};
  const take = (name: string, change: SecretChange) => {
    if (change.kind === 'remove') changes[name] = null;
    if (change.kind === 'replace') changes[name] = change.value;
  };
  take('webhook_secret', secrets.webhook);
  if (type === 'whatsapp') take('verify_token', secrets.verify);
  if (type === 'web') take('identity_secret', secrets.identity);
  const token = tokens[type];
  if (token) take(token, asPasted(secrets.token));
  if (type === 'voice') {
    take('api_key_sid', asPasted(secrets.keySid));
    take('api_key_secret', asPasted(secrets.keySecret));
  }
  return Object.keys(changes).length > 0 ? changes : undefined;
}
