import { ActionIcon, Popover, Skeleton, TextInput, type TextInputProps } from '@mantine/core';
import { CalendarDays } from 'lucide-react';
import { Suspense, useState } from 'react';
import { dates as datesTexts } from '../texts/en/dates';
import { formatDay, formatWall, parseDay, parseWall } from '../time';
import { lazyPart } from './lazy-part';
import { useTimeSettings } from './time';

const words = datesTexts;
const Calendar = lazyPart(() => import('./calendar'));

type InputProps = Pick<TextInputProps, 'size' | 'label' | 'description' | 'disabled' | 'withAsterisk' | 'className'>;

export interface DateFieldProps extends InputProps {
  /** `YYYY-MM-DD`, or empty. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: React.ReactNode;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  readonly 'aria-label'?: string;
  readonly 'data-setting'?: string;
}

/** A calendar day, written as the tenant writes days or as ISO does, or chosen in a calendar. No zone has a say in it. */
export function DateField(props: DateFieldProps) {
  const settings = useTimeSettings();
  return (
    <Written
      {...props}
      shown={formatDay(props.value, settings)}
      read={text => parseDay(text, settings)}
      form={words.dayForm(formatDay('2026-06-30', settings))}
      pattern={settings.dateFormat.toUpperCase()}
      day={props.value}
      onDay={props.onChange}
    />
  );
}

/** A day and a time on the clocks of a zone, which is said: `YYYY-MM-DDTHH:mm[:ss]`, or empty. */
export function DateTimeField({ zone, ...props }: DateFieldProps & { readonly zone?: string | undefined }) {
  const settings = useTimeSettings();
  const time = /T(.+)$/.exec(props.value)?.[1] ?? '00:00';
  const where = zone ?? words.inZone(settings.timezone);
  return (
    <Written
      {...props}
      description={props.description ?? where}
      shown={formatWall(props.value, settings)}
      read={text => parseWall(text, settings)}
      form={words.momentForm(formatWall('2026-06-30T09:00', settings))}
      pattern={`${settings.dateFormat.toUpperCase()} HH:mm`}
      day={props.value.slice(0, 10)}
      onDay={day => props.onChange(day && `${day}T${time}`)}
    />
  );
}

interface WrittenProps extends DateFieldProps {
  /** The value as people read it. */
  readonly shown: string;
  /** What was written as a value; null if it is none. */
  readonly read: (text: string) => string | null;
  /** How it is to be written. */
  readonly form: string;
  readonly pattern: string;
  readonly day: string;
  readonly onDay: (day: string) => void;
}

/** What cannot be read is passed on as it was written, so that nobody saves something else than is seen. */
function Written({ shown, read, form, pattern, day, onDay, value, onChange, min, max, error, ...input }: WrittenProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [left, setLeft] = useState(true);
  const [open, setOpen] = useState(false);
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    // Changed by something else than what is written here: cleared, or undone.
    setSeen(value);
    if (typed !== null && (read(typed) ?? typed) !== value) setTyped(null);
  }
  const text = typed ?? shown;
  const fault = left && text !== '' && read(text) === null ? form : undefined;
  return (
    <TextInput
      {...input}
      autoComplete="off"
      placeholder={pattern}
      value={text}
      error={error ?? fault}
      onChange={event => {
        const next = event.currentTarget.value;
        setTyped(next);
        setLeft(false);
        onChange(read(next) ?? next);
      }}
      onBlur={() => {
        setLeft(true);
        if (typed !== null && read(typed) !== null) setTyped(null);
      }}
      rightSection={
        <Popover opened={open} onChange={setOpen} position="bottom-end" shadow="md" trapFocus returnFocus>
          <Popover.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={24}
              disabled={input.disabled ?? false}
              aria-label={words.choose(String(input['aria-label'] ?? input.label ?? ''))}
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            >
              <CalendarDays size={15} />
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown
            onKeyDown={event => {
              if (event.key !== 'Escape') return;
              // Only the calendar is closed, not what it stands in.
              event.preventDefault();
              event.stopPropagation();
              setOpen(false);
            }}
          >
            <Suspense fallback={<Skeleton width={252} height={276} />}>
              <Calendar
                day={/^\d{4}-\d{2}-\d{2}$/.test(day) ? day : null}
                min={min}
                max={max}
                onChoose={chosen => {
                  setTyped(null);
                  setOpen(false);
                  onDay(chosen);
                }}
              />
            </Suspense>
          </Popover.Dropdown>
        </Popover>
      }
    />
  );
}
