import { Select, TextInput } from '@mantine/core';
import type { AttributeValue } from '../api/queries/participants';
import type { FieldType } from '../api/types';
import { texts } from '../texts/en';
import { instantOfWall, wallClock } from '../time';
import { DateField, DateTimeField } from './date-field';
import { Day, Time, useTimeSettings } from './time';

/** What is needed of a data field to show and edit a value of it. */
export interface Shown {
  readonly name: string;
  readonly title: string;
  readonly type: FieldType;
  readonly values?: readonly string[] | null;
}

/** A value as people read it; a number is shown as it is stored, `10.00` stays `10.00`. */
export function AttributeText({ type, value }: { readonly type: FieldType; readonly value: AttributeValue }) {
  if (value === null || value === '') return <span>{texts.none}</span>;
  if (typeof value === 'boolean') return <span>{value ? texts.yes : texts.no}</span>;
  if (type === 'date') return <Day day={String(value)} />;
  if (type === 'datetime') return <Time at={String(value)} />;
  return <span className={type === 'integer' || type === 'numeric' ? 'tnum' : undefined}>{String(value)}</span>;
}

export interface AttributeInputProps {
  readonly field: Shown;
  readonly value: AttributeValue;
  readonly onChange: (value: AttributeValue) => void;
  readonly error?: string | undefined;
  readonly description?: string | undefined;
}

/** An empty input is null, which clears the value; times are those of the tenant's clocks. */
export function AttributeInput({ field, value, onChange, error, description }: AttributeInputProps) {
  const { timezone } = useTimeSettings();
  const common = {
    label: field.title,
    size: 'xs' as const,
    error,
    ...(description === undefined ? {} : { description }),
  };
  if (field.type === 'boolean') {
    return (
      <Select
        {...common}
        clearable
        placeholder={texts.none}
        data={[
          { value: 'true', label: texts.yes },
          { value: 'false', label: texts.no },
        ]}
        value={value === null ? null : String(value)}
        onChange={next => onChange(next === null ? null : next === 'true')}
      />
    );
  }
  if (field.type === 'enumeration' && field.values && field.values.length > 0) {
    return (
      <Select
        {...common}
        clearable
        searchable
        placeholder={texts.none}
        data={[...field.values]}
        value={value === null ? null : String(value)}
        onChange={onChange}
      />
    );
  }
  if (field.type === 'datetime') {
    // What is no moment is sent as it was written, and the server says so at its field.
    return (
      <DateTimeField
        {...common}
        value={value === null ? '' : wallOf(String(value), timezone)}
        onChange={wall => onChange(wall === '' ? null : (instantOfWall(wall, timezone) ?? wall))}
      />
    );
  }
  if (field.type === 'date') {
    return (
      <DateField {...common} value={value === null ? '' : String(value)} onChange={day => onChange(day || null)} />
    );
  }
  return (
    <TextInput
      {...common}
      inputMode={field.type === 'integer' || field.type === 'numeric' ? 'decimal' : 'text'}
      value={value === null ? '' : String(value)}
      onChange={event => onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)}
    />
  );
}

function wallOf(instant: string, timezone: string): string {
  const wall = wallClock(instant, timezone).replace(' ', 'T').replace(/:00$/, '');
  return wall === '' ? instant : wall;
}

/** Only what is another value now is sent: what others have changed meanwhile is left alone. */
export function changed(
  before: Readonly<Record<string, AttributeValue>>,
  after: Readonly<Record<string, AttributeValue>>,
): Record<string, AttributeValue> {
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => String(value ?? '') !== String(before[name] ?? '')),
  );
}
