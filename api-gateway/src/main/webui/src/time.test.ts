import { describe, expect, test } from 'vitest';
import { formatDay, formatMoment, fromNow, instantOf, wallClock } from './time';

describe('Times', () => {
  test.each([
    ['2026-06-30T22:30:00Z', 'Europe/Berlin', 'dd.MM.yyyy', '01.07.2026 00:30'],
    ['2026-06-30T09:41:00Z', 'UTC', 'yyyy-MM-dd', '2026-06-30 09:41'],
    ['2026-01-05T09:41:00Z', 'America/New_York', 'M/d/yy', '1/5/26 04:41'],
    ['2026-06-30T09:41:00Z', 'Mars/Olympus', 'yyyy-MM-dd', '2026-06-30 09:41'],
    ['soon', 'UTC', 'yyyy-MM-dd', 'soon'],
  ])('should show %s in %s as %s: %s', (at, timezone, dateFormat, shown) => {
    expect(formatMoment(at, { timezone, dateFormat })).toBe(shown);
  });

  test('should show a calendar day in no zone', () => {
    expect(formatDay('2026-06-30', { timezone: 'Pacific/Auckland', dateFormat: 'dd.MM.yyyy' })).toBe('30.06.2026');
  });

  test.each([
    ['2026-03-29 02:30:00', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25 02:30:00', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['2026-06-30', 'Asia/Kathmandu', '2026-06-29T18:15:00.000Z'],
    ['2026-06-30 12:00', 'UTC', '2026-06-30T12:00:00.000Z'],
  ])('should read %s in %s as %s', (wall, timezone, instant) => {
    expect(instantOf(wall, timezone)).toBe(instant);
  });

  test('should write an instant as the zone’s clocks show it', () => {
    expect(wallClock('2026-06-30T22:30:05Z', 'Europe/Berlin')).toBe('2026-07-01 00:30:05');
  });

  test('should say how long ago', () => {
    const now = Date.parse('2026-06-30T12:00:00Z');
    expect(fromNow('2026-06-30T11:57:00Z', now)).toBe('3 minutes ago');
    expect(fromNow('2026-06-30T11:59:30Z', now)).toBe('just now');
    expect(fromNow('2026-06-29T12:00:00Z', now)).toBe('yesterday');
  });
});
