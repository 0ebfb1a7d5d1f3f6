import { TextInput, type TextInputProps } from '@mantine/core';
import { Clock } from 'lucide-react';
import { useState } from 'react';
import { dates as datesTexts } from '../texts/en/dates';
import { parseTime } from '../time';

export interface TimeFieldProps extends Pick<TextInputProps, 'size' | 'label' | 'title' | 'disabled'> {
  /** `HH:mm`, or empty. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
  readonly 'aria-label'?: string;
  readonly 'data-setting'?: string;
}

/** A time of day on clocks of 24 hours, whatever the browser's language: `9:00` and `0900` are understood. */
export function TimeField({ value, onChange, error, ...input }: TimeFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [left, setLeft] = useState(true);
  const text = typed ?? value;
  const fault = left && parseTime(text) === null ? datesTexts.timeForm : undefined;
  return (
    <TextInput
      {...input}
      autoComplete="off"
      placeholder="09:00"
      leftSection={<Clock size={13} aria-hidden />}
      value={text}
      error={error ?? fault}
      onChange={event => {
        const next = event.currentTarget.value;
        setTyped(next);
        setLeft(false);
        onChange(parseTime(next) ?? next);
      }}
      onBlur={() => {
        setLeft(true);
        setTyped(null);
      }}
    />
  );
}
