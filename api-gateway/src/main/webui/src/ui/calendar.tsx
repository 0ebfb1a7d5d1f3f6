import { DatePicker } from '@mantine/dates';
import '@mantine/dates/styles.css';
import { dates as datesTexts } from '../texts/en/dates';

const words = datesTexts;

export interface CalendarProps {
  readonly day: string | null;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  readonly onChoose: (day: string) => void;
}

/** A file of its own, with its styles: most dates are written. */
export default function Calendar({ day, min, max, onChoose }: CalendarProps) {
  return (
    <DatePicker
      value={day}
      {...(day ? { defaultDate: day } : {})}
      {...(min ? { minDate: min } : {})}
      {...(max ? { maxDate: max } : {})}
      allowDeselect
      weekendDays={[]}
      ariaLabels={words.calendar}
      onChange={next => onChoose(next ?? '')}
    />
  );
}
