import { ColorInput, Textarea, TextInput } from '@mantine/core';
import type { Channel } from '../../api/types';
import { settings } from '../../texts/en/settings';
import { Copyable } from '../../ui/copyable';
import { type SecretChange, SecretField } from './secret-field';
import s from './settings.module.css';
import { originsFault, scriptTag, type WebInput } from './web-rules';

const words = settings.channels.form.web;

export interface WebChatProps {
  /** Null for a new one. */
  readonly channel: Channel | null;
  readonly value: WebInput;
  readonly identity: SecretChange;
  readonly identityFault: string | undefined;
  /** What the API said of a field. */
  readonly said: (field: string) => string | null | undefined;
  readonly onChange: (value: WebInput) => void;
  readonly onIdentity: (change: SecretChange) => void;
}

/** Which pages may embed the chat, what it shows, and what its owner puts into them. */
export function WebChat({ channel, value, identity, identityFault, said, onChange, onIdentity }: WebChatProps) {
  return (
    <fieldset className={s.section}>
      <legend>{words.chat}</legend>
      <Textarea
        label={words.origins}
        description={words.originsHint}
        autosize
        minRows={2}
        maxRows={8}
        autoComplete="off"
        spellCheck={false}
        placeholder={words.originsExample}
        value={value.origins}
        error={originsFault(said, value)}
        onChange={event => onChange({ ...value, origins: event.currentTarget.value })}
      />
      <div className={s.row}>
        <TextInput
          label={words.title}
          autoComplete="off"
          maxLength={60}
          value={value.title}
          error={said('settings.title')}
          onChange={event => onChange({ ...value, title: event.currentTarget.value })}
        />
        <ColorInput
          label={words.color}
          placeholder="#1d4ed8"
          value={value.color}
          error={said('settings.color')}
          eyeDropperButtonProps={{ 'aria-label': words.pickColor }}
          onChange={color => onChange({ ...value, color })}
        />
      </div>
      <Textarea
        label={words.greeting}
        autosize
        minRows={2}
        maxRows={6}
        value={value.greeting}
        error={said('settings.greeting')}
        onChange={event => onChange({ ...value, greeting: event.currentTarget.value })}
      />
      <SecretField
        label={words.identitySecret}
        hint={words.identitySecretHint}
        stored={channel?.has_credentials ? 'maybe' : false}
        generated
        change={identity}
        error={identityFault ?? said('credentials.identity_secret')}
        onChange={onIdentity}
      />
      <p className={s.hint}>{words.scriptHint}</p>
      {channel ? (
        <div className={s.address}>
          <Copyable value={scriptTag(channel.id)} label={words.script} />
        </div>
      ) : (
        <p className={s.hint}>{words.scriptLater}</p>
      )}
    </fieldset>
  );
}
