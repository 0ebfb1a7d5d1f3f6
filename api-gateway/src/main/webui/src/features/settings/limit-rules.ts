import type { ContactLimits, LimitAction, LimitsDraft } from '../../api/queries/contact-limits';
import { contactLimits } from '../../texts/en/contact-limits';
import { parseTime } from '../../time';

const words = contactLimits.form;
const MOST = 1_000;
const MOST_HOURS = 8_760;

export type CapUnit = 'hours' | 'days';

/** As they are typed; what is switched off keeps what it was, for the moment that it is switched on again. */
export interface LimitsInput {
  readonly capped: boolean;
  readonly most: number | string;
  readonly within: number | string;
  readonly unit: CapUnit;
  readonly capAction: LimitAction;
  readonly quiet: boolean;
  readonly from: string;
  readonly to: string;
  readonly quietAction: LimitAction;
}

export function limitsOf({ frequency_cap: cap, quiet_hours: quiet }: ContactLimits): LimitsInput {
  const hours = cap?.hours ?? 24;
  const inDays = hours % 24 === 0;
  return {
    capped: cap !== null,
    most: cap?.most ?? 2,
    within: inDays ? hours / 24 : hours,
    unit: inDays ? 'days' : 'hours',
    capAction: cap?.action ?? 'postpone',
    quiet: quiet !== null,
    from: quiet?.from ?? '20:00',
    to: quiet?.to ?? '08:00',
    quietAction: quiet?.action ?? 'postpone',
  };
}

export type LimitFaults = Readonly<Partial<Record<'most' | 'within' | 'from' | 'to', string>>>;

export function limitFaults(input: LimitsInput): LimitFaults {
  const faults: Partial<Record<keyof LimitFaults, string>> = {};
  if (input.capped) {
    if (!isWhole(input.most, MOST)) faults.most = words.mostInvalid;
    if (!isWhole(hoursOf(input), MOST_HOURS)) faults.within = words.withinInvalid;
  }
  if (input.quiet) {
    if (!isTime(input.from)) faults.from = words.timeInvalid;
    if (!isTime(input.to)) faults.to = words.timeInvalid;
    if (!faults.to && input.from === input.to) faults.to = words.sameTime;
  }
  return faults;
}

function isWhole(value: number | string, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most;
}

function isTime(text: string): boolean {
  return /^\d\d:\d\d$/.test(parseTime(text) ?? '');
}

function hoursOf({ within, unit }: LimitsInput): number | string {
  return typeof within === 'number' && Number.isInteger(within) ? within * (unit === 'days' ? 24 : 1) : '';
}

/** What is switched off is no limit. */
export function draftOf(input: LimitsInput): LimitsDraft {
  return {
    frequency_cap: input.capped
      ? { most: Number(input.most), hours: Number(hoursOf(input)), action: input.capAction }
      : null,
    quiet_hours: input.quiet ? { from: input.from, to: input.to, action: input.quietAction } : null,
  };
}

export function wordsFault(given: readonly string[]): string | null {
  const long = given.find(word => word.trim().length > 40);
  if (long) return contactLimits.words.tooLong(long);
  if (given.length === 0) return contactLimits.words.required;
  return given.length > 100 ? contactLimits.words.tooMany : null;
}
