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
  readonly identity?: SecretChange;
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

export function secretFaults(
  type: ChannelType,
  secrets: SecretInput,
): Readonly<Partial<Record<'webhook' | 'verify' | 'token' | 'identity', string>>> {
  const of = (change: SecretChange) => (change.kind === 'replace' ? secretFault(type, change.value) : null);
  const webhook = of(secrets.webhook);
  const verify = type === 'whatsapp' ? of(secrets.verify) : null;
  const token = secrets.token.kind === 'replace' && secrets.token.value.trim() === '' ? words.required : null;
  const { identity: given } = secrets;
  const identity =
    type === 'web' && given?.kind === 'replace' && (given.value.length < 32 || given.value.length > 256)
      ? words.web.identitySecretInvalid
      : null;
  return {
    ...(webhook ? { webhook } : {}),
    ...(verify ? { verify } : {}),
    ...(token ? { token } : {}),
    ...(identity ? { identity } : {}),
  };
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
  if (type === 'web' && secrets.identity) take('identity_secret', secrets.identity);
  const token = tokens[type];
  if (token) take(token, secrets.token);
  return Object.keys(changes).length > 0 ? changes : undefined;
}
