import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ChannelType } from '../../api/types';
import { settings } from '../../texts/en/settings';
import { type SecretChange, SecretField } from './secret-field';
import s from './settings.module.css';

const words = settings.channels.form;

export interface ProviderAccountProps {
  readonly type: ChannelType;
  /** Whether there is a token; the API tells only whether the channel has secrets. */
  readonly stored: 'maybe' | false;
  readonly token: SecretChange;
  readonly phoneNumberId: string;
  readonly fault: string | undefined;
  /** What the API said of a field. */
  readonly said: (field: string) => string | null | undefined;
  readonly onToken: (token: SecretChange) => void;
  readonly onPhoneNumberId: (id: string) => void;
  /** What else signs in there. */
  readonly children?: ReactNode;
}

const provider = {
  telegram: { hint: words.telegramHint, token: words.botToken, tokenHint: words.botTokenHint, field: 'bot_token' },
  whatsapp: {
    hint: words.whatsappHint,
    token: words.accessToken,
    tokenHint: words.accessTokenHint,
    field: 'access_token',
  },
  voice: { hint: words.voiceHint, token: words.authToken, tokenHint: words.authTokenHint, field: 'auth_token' },
} as const;

/** As whom messages go out by Telegram, WhatsApp or phone. Without it the channel only receives. */
export function ProviderAccount({
  type,
  stored,
  token,
  phoneNumberId,
  fault,
  said,
  onToken,
  onPhoneNumberId,
  children,
}: ProviderAccountProps) {
  const whatsapp = type === 'whatsapp';
  const of = provider[type === 'voice' || whatsapp ? type : 'telegram'];
  return (
    <fieldset className={s.section}>
      <legend>{words.account}</legend>
      <p className={s.hint}>{of.hint}</p>
      {whatsapp && (
        <TextInput
          label={words.phoneNumberId}
          description={words.phoneNumberIdHint}
          autoComplete="off"
          inputMode="numeric"
          value={phoneNumberId}
          error={said('settings.phone_number_id')}
          onChange={event => onPhoneNumberId(event.currentTarget.value)}
        />
      )}
      <SecretField
        label={of.token}
        hint={of.tokenHint}
        stored={stored}
        change={token}
        error={fault ?? said(`credentials.${of.field}`)}
        onChange={onToken}
      />
      {children}
    </fieldset>
  );
}
