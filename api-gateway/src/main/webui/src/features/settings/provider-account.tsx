import { TextInput } from '@mantine/core';
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
}

/** As whom messages go out by Telegram or WhatsApp. Without it the channel only receives. */
export function ProviderAccount({
  type,
  stored,
  token,
  phoneNumberId,
  fault,
  said,
  onToken,
  onPhoneNumberId,
}: ProviderAccountProps) {
  const whatsapp = type === 'whatsapp';
  return (
    <fieldset className={s.section}>
      <legend>{words.account}</legend>
      <p className={s.hint}>{whatsapp ? words.whatsappHint : words.telegramHint}</p>
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
        label={whatsapp ? words.accessToken : words.botToken}
        hint={whatsapp ? words.accessTokenHint : words.botTokenHint}
        stored={stored}
        change={token}
        error={fault ?? said(whatsapp ? 'credentials.access_token' : 'credentials.bot_token')}
        onChange={onToken}
      />
    </fieldset>
  );
}
