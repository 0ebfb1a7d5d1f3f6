/** Days as they are typed; empty: for ever. */
export type TypedDays = number | string;

/** Null for ever; undefined where it is no number of days within the bounds. */
export function daysOf(typed: TypedDays, least: number, most: number): number | null | undefined {
  if (typed === '') return null;
  return typeof typed === 'number' && Number.isInteger(typed) && typed >= least && typed <= most ? typed : undefined;
}

/** Whether less is kept than before; null: for ever. */
export function keepsLess(before: number | null, now: number | null): boolean {
  return now !== null && (before === null || now < before);
}
