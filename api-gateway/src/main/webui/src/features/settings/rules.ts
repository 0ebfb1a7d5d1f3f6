import type { ResultDefinition } from '../../api/types';
import { settings } from '../../texts/en/settings';

export type DurationUnit = 'seconds' | 'minutes' | 'hours' | 'days';
export interface DurationInput {
  readonly amount: number;
  readonly unit: DurationUnit;
}

const seconds: Readonly<Record<DurationUnit, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };
const LONGEST = 365 * seconds.days;

/** `PT72H` as people say it: the largest unit that counts it whole, but hours until three days are over. */
export function readDuration(wire: string): DurationInput {
  const read = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(wire);
  const part = (index: number) => Number(read?.[index] ?? 0);
  const all = part(1) * seconds.days + part(2) * seconds.hours + part(3) * 60 + part(4);
  const unit = (['days', 'hours', 'minutes'] as const).find(
    one => all > 0 && all % seconds[one] === 0 && (one !== 'days' || all > 3 * seconds.days),
  );
  return unit ? { amount: all / seconds[unit], unit } : { amount: all, unit: 'seconds' };
}

export function writeDuration({ amount, unit }: DurationInput): string {
  if (unit === 'days') return `P${amount}D`;
  return `PT${amount}${unit === 'hours' ? 'H' : unit === 'minutes' ? 'M' : 'S'}`;
}

export function durationFault({ amount, unit }: { amount: number | string; unit: DurationUnit }): string | null {
  const all = typeof amount === 'number' ? amount * seconds[unit] : Number.NaN;
  return Number.isInteger(all) && Number.isInteger(amount) && all >= 1 && all <= LONGEST
    ? null
    : settings.agents.form.waitInvalid;
}

const builtIn = ['name', 'status', 'channel'];

/** What is wrong with each result's name and values (rule M5); empty where nothing is. */
export function resultFaults(
  results: readonly Pick<ResultDefinition, 'name' | 'type' | 'values'>[],
): readonly { readonly name?: string; readonly values?: string }[] {
  const words = settings.agents.form;
  return results.map((result, index) => {
    const name = !/^[a-z][a-z0-9_]{0,62}$/.test(result.name)
      ? words.resultNameInvalid
      : builtIn.includes(result.name)
        ? words.resultNameBuiltIn
        : results.findIndex(other => other.name === result.name) < index
          ? words.resultNameTwice
          : undefined;
    const values =
      result.type === 'enumeration' && (result.values ?? []).length === 0 ? words.resultValuesRequired : undefined;
    return { ...(name ? { name } : {}), ...(values ? { values } : {}) };
  });
}

/** `0.98` as 98; four decimals are more than odds mean. */
export function percentOf(odds: unknown, otherwise: number): number {
  return Math.round((typeof odds === 'number' ? odds : otherwise) * 1_000_000) / 10_000;
}

export function oddsOf(percent: number): number {
  return Math.round(percent * 10_000) / 1_000_000;
}

export function secretFault(type: string, secret: string): string | null {
  const words = settings.channels.form;
  if (secret.length < 8 || secret.length > 256) return words.secretInvalid;
  return type === 'telegram' && !/^[A-Za-z0-9_-]+$/.test(secret) ? words.telegramSecret : null;
}

/** 192 random bits in letters that every provider takes. */
export function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}

/** 256 random bits in the form of Standard Webhooks. */
export function newWebhookSecret(): string {
  return `whsec_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))}`;
}

/** Whether a pattern writes year, month and day; the server has the last word. */
export function dateFormatFault(format: string): string | null {
  const letters = new Set(format.replace(/'[^']*'/g, '').match(/[A-Za-z]/g) ?? []);
  const known = [...letters].every(letter => 'dMyu'.includes(letter));
  const whole = letters.has('d') && letters.has('M') && (letters.has('y') || letters.has('u'));
  return known && whole ? null : settings.tenant.formatInvalid;
}
