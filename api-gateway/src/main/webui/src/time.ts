/**
 * Times as this tenant writes them: its zone and its date format. Formats are kept per zone, because making one costs
 * forty times as much as using it. A date without a time is a calendar day and never becomes a Date.
 */
export interface TimeSettings {
  readonly timezone: string;
  /** As the API writes it: `dd.MM.yyyy`, `yyyy-MM-dd`, … */
  readonly dateFormat: string;
}

interface Parts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone);
  if (known) return known;
  const options: Intl.DateTimeFormatOptions = {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  };
  let made: Intl.DateTimeFormat;
  try {
    made = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: timezone });
  } catch {
    made = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });
  }
  formats.set(timezone, made);
  return made;
}

function partsOf(instant: string | Date, timezone: string): Parts | null {
  const date = typeof instant === 'string' ? new Date(instant) : instant;
  if (Number.isNaN(date.getTime())) return null;
  const parts: Record<string, string> = {};
  for (const part of formatOf(timezone).formatToParts(date)) parts[part.type] = part.value;
  return {
    year: (parts.year ?? '').padStart(4, '0'),
    month: parts.month ?? '',
    day: parts.day ?? '',
    hour: parts.hour ?? '',
    minute: parts.minute ?? '',
    second: parts.second ?? '',
  };
}

function writeDay(format: string, year: string, month: string, day: string): string {
  return format.replace(/y+|M+|d+/g, run => {
    const value = run.startsWith('y') ? (run.length === 2 ? year.slice(-2) : year) : run.startsWith('M') ? month : day;
    return run.length === 1 ? value.replace(/^0/, '') : value;
  });
}

/** `2026-06-30T09:41:00Z` as `2026-06-30 11:41` in Berlin. What cannot be read is shown as it is. */
export function formatMoment(instant: string, settings: TimeSettings): string {
  const parts = partsOf(instant, settings.timezone);
  if (!parts) return instant;
  return `${writeDay(settings.dateFormat, parts.year, parts.month, parts.day)} ${parts.hour}:${parts.minute}`;
}

/** A calendar day, `2026-06-30`, in the tenant's format; no zone has a say in it. */
export function formatDay(day: string, settings: TimeSettings): string {
  const read = /^(\d{4,})-(\d{2})-(\d{2})$/.exec(day);
  if (!read?.[1] || !read[2] || !read[3]) return day;
  return writeDay(settings.dateFormat, read[1], read[2], read[3]);
}

const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year);
  return month >= 1 && month <= 12 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** What was written as a day, `YYYY-MM-DD`: as ISO 8601 or in the tenant's format; null if it is none, empty if empty. */
export function parseDay(text: string, { dateFormat }: TimeSettings): string | null {
  const written = text.trim();
  if (written === '') return '';
  const order: string[] = [];
  const pattern = dateFormat.replace(/y+|M+|d+|[^yMd]+/g, run => {
    if (!/[yMd]/.test(run)) return run.trim() === '' ? '\\s+' : run.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    order.push(run.charAt(0));
    return run.startsWith('y') ? `(\\d{${run.length === 2 ? '2' : '4'}})` : '(\\d{1,2})';
  });
  const read = ISO_DAY.exec(written) ?? new RegExp(`^${pattern}$`).exec(written);
  if (!read) return null;
  const places = ISO_DAY.test(written) ? ['y', 'M', 'd'] : order;
  const part = (letter: string) => read[places.indexOf(letter) + 1] ?? '';
  const year = part('y').length === 2 ? `20${part('y')}` : part('y');
  const month = part('M').padStart(2, '0');
  const day = part('d').padStart(2, '0');
  return isDay(Number(year), Number(month), Number(day)) ? `${year}-${month}-${day}` : null;
}

/** What was written as a time of day, `HH:mm` with its seconds if it has some; null if it is none, empty if empty. */
export function parseTime(text: string): string | null {
  const written = text.trim();
  if (written === '') return '';
  const read = /^(\d{1,2}):?(\d{2})(?::?(\d{2}))?$/.exec(written);
  if (!read || Number(read[1]) > 23 || Number(read[2]) > 59 || Number(read[3] ?? 0) > 59) return null;
  const seconds = read[3] && read[3] !== '00' ? `:${read[3]}` : '';
  return `${(read[1] ?? '').padStart(2, '0')}:${read[2]}${seconds}`;
}

/** A day and a time without a zone, `YYYY-MM-DDTHH:mm[:ss]`, as this tenant writes them. */
export function formatWall(wall: string, settings: TimeSettings): string {
  const read = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2}))?$/.exec(wall);
  if (!read?.[1]) return wall;
  const seconds = read[3] && read[3] !== '00' ? `:${read[3]}` : '';
  return `${formatDay(read[1], settings)} ${read[2]}${seconds}`;
}

const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/;

/**
 * The reverse of formatWall; a day alone is its beginning, and a moment that names its offset stays as it is. Null if it is
 * no moment, empty if empty.
 */
export function parseWall(text: string, settings: TimeSettings): string | null {
  const written = text.trim();
  if (written === '' || WITH_OFFSET.test(written)) return written;
  const read = /^(.*?)(?:[T\s]+(\d{1,2}:\d{2}(?::\d{2})?))?$/.exec(written);
  const day = parseDay(read?.[1] ?? '', settings);
  const time = parseTime(read?.[2] ?? '00:00');
  return day && time ? `${day}T${time}` : null;
}

/** The day and time on this zone's clocks as `YYYY-MM-DD HH:mm:ss`, as the date pickers want it. */
export function wallClock(instant: string | Date, timezone: string): string {
  const parts = partsOf(instant, timezone);
  if (!parts) return '';
  return `${parts.year}-${parts.month}-${parts.day} ${parts.hour}:${parts.minute}:${parts.second}`;
}

/**
 * The instant at which this zone's clocks show `YYYY-MM-DD HH:mm[:ss]`. A time that the clocks skip moves forward, one that
 * they show twice is the first (rule M2).
 */
export function instantOf(wall: string, timezone: string): string | null {
  const read = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(wall);
  if (!read) return null;
  const number = (index: number) => Number(read[index] ?? 0);
  const asUtc = Date.UTC(number(1), number(2) - 1, number(3), number(4), number(5), number(6));
  if (Number.isNaN(asUtc)) return null;
  const offsets = [asUtc - 86_400_000, asUtc + 86_400_000].map(at => offsetAt(at, timezone));
  const fitting = [...new Set(offsets)]
    .map(offset => asUtc - offset)
    .filter(at => at + offsetAt(at, timezone) === asUtc)
    .sort((a, b) => a - b);
  const [before = 0] = offsets;
  return new Date(fitting[0] ?? asUtc - before).toISOString();
}

/** The instant of what parseWall has read. */
export function instantOfWall(wall: string, timezone: string): string | null {
  return WITH_OFFSET.test(wall) ? new Date(wall).toISOString() : instantOf(wall, timezone);
}

function offsetAt(at: number, timezone: string): number {
  const parts = partsOf(new Date(at), timezone);
  if (!parts) return 0;
  const { year, month, day, hour, minute, second } = parts;
  return Date.UTC(+year, +month - 1, +day, +hour, +minute, +second) - Math.floor(at / 1000) * 1000;
}

const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'long' });

/** `3 minutes ago`; anything under a minute is `just now`. */
export function fromNow(instant: string, now: number = Date.now()): string {
  const distance = new Date(instant).getTime() - now;
  for (const [unit, size] of units) {
    if (Math.abs(distance) >= size) return relative.format(Math.trunc(distance / size), unit);
  }
  return 'just now';
}
