import { NumberInput, Select, TextInput } from '@mantine/core';
import { settings } from '../../texts/en/settings';
import type { Machine, VoiceInput } from './channel-rules';
import s from './settings.module.css';

const words = settings.channels.form;
const machines = Object.entries(words.machines).map(([value, label]) => ({ value, label }));

export interface VoiceNumberProps {
  readonly value: VoiceInput;
  /** What the API said of a field. */
  readonly said: (field: string) => string | null | undefined;
  readonly onChange: (value: VoiceInput) => void;
}

/** By which account and number of Twilio people are called, and how. */
export function VoiceNumber({ value, said, onChange }: VoiceNumberProps) {
  const text = (
    field: 'account_sid' | 'from' | 'public_address' | 'language' | 'greeting',
    label: string,
    hint: string,
  ) => (
    <TextInput
      label={label}
      description={hint}
      autoComplete="off"
      value={value[field]}
      error={said(`settings.${field}`)}
      onChange={event => onChange({ ...value, [field]: event.currentTarget.value })}
    />
  );
  return (
    <fieldset className={s.section}>
      <legend>{words.number}</legend>
      {text('account_sid', words.accountSid, words.accountSidHint)}
      {text('from', words.callsFrom, words.callsFromHint)}
      {text('public_address', words.publicAddress, words.publicAddressHint)}
      {text('language', words.language, words.languageHint)}
      <Select
        label={words.machine}
        description={words.machineHint}
        allowDeselect={false}
        data={machines}
        value={value.machine}
        error={said('settings.machine')}
        onChange={machine => onChange({ ...value, machine: machine as Machine })}
      />
      <NumberInput
        label={words.ringSeconds}
        min={5}
        max={600}
        clampBehavior="none"
        allowDecimal={false}
        value={value.ring_seconds}
        error={said('settings.ring_seconds')}
        onChange={ring_seconds => onChange({ ...value, ring_seconds })}
      />
      {text('greeting', words.greeting, words.greetingHint)}
    </fieldset>
  );
}
