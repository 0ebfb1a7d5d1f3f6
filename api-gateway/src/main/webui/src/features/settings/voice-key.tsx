import { settings } from '../../texts/en/settings';
import type { SecretFaults, SecretInput } from './channel-rules';
import { SecretField } from './secret-field';
import s from './settings.module.css';

const words = settings.channels.form;

export interface VoiceKeyProps {
  /** Whether there is one; the API tells only whether the channel has secrets. */
  readonly stored: 'maybe' | false;
  readonly secrets: SecretInput;
  readonly faults: SecretFaults;
  /** What the API said of a field. */
  readonly said: (field: string) => string | null | undefined;
  readonly onChange: (secrets: SecretInput) => void;
}

/** With an API key of Twilio calls are asked for without the auth token, which then only proves who tells of them. */
export function VoiceKey({ stored, secrets, faults, said, onChange }: VoiceKeyProps) {
  return (
    <>
      <p className={s.hint}>{words.keyHint}</p>
      <SecretField
        label={words.keySid}
        hint={words.keySidHint}
        stored={stored}
        change={secrets.keySid}
        error={faults.keySid ?? said('credentials.api_key_sid')}
        onChange={keySid => onChange({ ...secrets, keySid })}
      />
      <SecretField
        label={words.keySecret}
        hint={words.keySecretHint}
        stored={stored}
        change={secrets.keySecret}
        error={faults.keySecret ?? said('credentials.api_key_secret')}
        onChange={keySecret => onChange({ ...secrets, keySecret })}
      />
    </>
  );
}
