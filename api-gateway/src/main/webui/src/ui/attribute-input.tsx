import { Button, Group, Input, Select, Switch, TextInput } from '@mantine/core';
import type { AttributeValue } from '../api/queries/participants';
import type { FieldType } from '../api/types';
import { texts } from '../texts/en';
import { instantOfWall, wallClock } from '../time';
import type { Shown } from './attribute';
import { DateField, DateTimeField } from './date-field';
import { useTimeSettings } from './time';

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
    return <BooleanInput {...common} value={value} onChange={onChange} />;
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
  const text = value === null ? '' : String(value);
  return (
    <TextInput
      {...common}
      error={error ?? numberFault(field.type, text)}
      inputMode={keyboards[field.type] ?? 'text'}
      value={text}
      onChange={event => onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)}
    />
  );
}

const keyboards: Partial<Record<FieldType, 'decimal' | 'numeric' | 'email' | 'tel'>> = {
  integer: 'numeric',
  numeric: 'decimal',
  email: 'email',
  phone: 'tel',
};

/** A number stays the text that was typed; what is none is said before it is sent. */
function numberFault(type: FieldType, text: string): string | undefined {
  const written = text.trim();
  if (written === '') return undefined;
  if (type === 'integer' && !/^[+-]?\d+$/.test(written)) return texts.attributes.integerForm;
  if (type === 'numeric' && !/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(written)) return texts.attributes.numericForm;
  return undefined;
}

interface BooleanInputProps {
  readonly label: string;
  readonly value: AttributeValue;
  readonly onChange: (value: AttributeValue) => void;
  readonly error: string | undefined;
  readonly description?: string;
}

/** Yes, no, and not set, which is neither: a check for "is set" tells them apart. */
function BooleanInput({ label, value, onChange, ...around }: BooleanInputProps) {
  const on = value === true || value === 'true';
  return (
    <Input.Wrapper size="xs" label={label} labelElement="div" {...around}>
      <Group gap={8} h={30}>
        <Switch
          size="sm"
          aria-label={label}
          label={value === null ? texts.attributes.notSet : on ? texts.yes : texts.no}
          checked={on}
          onChange={event => onChange(event.currentTarget.checked)}
        />
        {value !== null && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            aria-label={texts.attributes.unset(label)}
            onClick={() => onChange(null)}
          >
            {texts.attributes.clear}
          </Button>
        )}
      </Group>
    </Input.Wrapper>
  );
}

function wallOf(instant: string, timezone: string): string {
  const wall = wallClock(instant, timezone).replace(' ', 'T').replace(/:00$/, '');
  return wall === '' ? instant : wall;
}
