import { NumberInput } from '@mantine/core';
import { settings } from '../../texts/en/settings';
import s from './settings.module.css';

const words = settings.agents.form;

/** As they are typed: percent instead of odds, and texts while a number is not whole yet. */
export interface Simulated {
  readonly delivered: number | string;
  readonly read: number | string;
  readonly replied: number | string;
  readonly failed: number | string;
  readonly delay_ms: number | string;
  readonly seed: number | string;
}

const odds = ['delivered', 'read', 'replied', 'failed'] as const;

export function simulatedFaults(value: Simulated): Readonly<Partial<Record<keyof Simulated, string>>> {
  const faults: Partial<Record<keyof Simulated, string>> = {};
  const within = (given: number | string, most: number) => typeof given === 'number' && given >= 0 && given <= most;
  for (const one of odds) if (!within(value[one], 100)) faults[one] = words.oddsInvalid;
  if (!within(value.delay_ms, 86_400_000) || !Number.isInteger(value.delay_ms)) faults.delay_ms = words.delayInvalid;
  return faults;
}

export interface SimulatedContactsProps {
  readonly value: Simulated;
  readonly faults: Readonly<Partial<Record<keyof Simulated, string>>>;
  readonly said: (field: string) => string | undefined;
  readonly onChange: (value: Simulated) => void;
}

export function SimulatedContacts({ value, faults, said, onChange }: SimulatedContactsProps) {
  return (
    <fieldset className={s.section}>
      <legend>{words.simulated}</legend>
      <p className={s.hint}>{words.simulatedHint}</p>
      <div className={s.row}>
        {odds.map(one => (
          <NumberInput
            key={one}
            label={words[one]}
            min={0}
            max={100}
            clampBehavior="none"
            decimalScale={4}
            value={value[one]}
            error={faults[one] ?? said(`settings.${one}`)}
            onChange={next => onChange({ ...value, [one]: next })}
          />
        ))}
      </div>
      <div className={s.row}>
        <NumberInput
          label={words.delay}
          min={0}
          clampBehavior="none"
          allowDecimal={false}
          step={100}
          value={value.delay_ms}
          error={faults.delay_ms ?? said('settings.delay_ms')}
          onChange={delay_ms => onChange({ ...value, delay_ms })}
        />
        <NumberInput
          label={words.seed}
          title={words.seedHint}
          allowDecimal={false}
          value={value.seed}
          onChange={seed => onChange({ ...value, seed })}
        />
      </div>
    </fieldset>
  );
}
