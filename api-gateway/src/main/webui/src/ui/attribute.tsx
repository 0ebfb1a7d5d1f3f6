import type { AttributeValue } from '../api/queries/participants';
import type { FieldType } from '../api/types';
import { texts } from '../texts/en';
import { Day, Time } from './time';

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

/** Only what is another value now is sent: what others have changed meanwhile is left alone. */
export function changed(
  before: Readonly<Record<string, AttributeValue>>,
  after: Readonly<Record<string, AttributeValue>>,
): Record<string, AttributeValue> {
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => String(value ?? '') !== String(before[name] ?? '')),
  );
}
