import { describe, expect, test } from 'vitest';
import {
  formatDay,
  formatMoment,
  formatWall,
  fromNow,
  instantOf,
  instantOfWall,
  parseDay,
  parseTime,
  parseWall,
  wallClock,
} from './time';

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

  test.each([
    ['2026-06-30', 'dd.MM.yyyy', '2026-06-30'],
    ['30.06.2026', 'dd.MM.yyyy', '2026-06-30'],
    [' 3.7.2026 ', 'dd.MM.yyyy', '2026-07-03'],
    ['6/30/26', 'M/d/yy', '2026-06-30'],
    ['06/30/2026', 'MM/dd/yyyy', '2026-06-30'],
    ['29.02.2028', 'dd.MM.yyyy', '2028-02-29'],
    ['29.02.2026', 'dd.MM.yyyy', null],
    ['2026-13-01', 'yyyy-MM-dd', null],
    ['30.06.26', 'dd.MM.yyyy', null],
    ['30x06x2026', 'dd.MM.yyyy', null],
    ['soon', 'yyyy-MM-dd', null],
    ['  ', 'yyyy-MM-dd', ''],
  ])('should read the day %s where days are written %s: %s', (text, dateFormat, day) => {
    expect(parseDay(text, { timezone: 'UTC', dateFormat })).toBe(day);
  });

  test.each([
    ['9:00', '09:00'],
    ['0930', '09:30'],
    ['23:59:59', '23:59:59'],
    ['09:00:00', '09:00'],
    ['24:00', null],
    ['9:60', null],
    ['9', null],
    ['', ''],
  ])('should read the time %s: %s', (text, time) => {
    expect(parseTime(text)).toBe(time);
  });

  test.each([
    ['30.06.2026 9:05', '2026-06-30T09:05'],
    ['30.06.2026', '2026-06-30T00:00'],
    ['2026-06-30T09:05:30', '2026-06-30T09:05:30'],
    ['2026-06-30T09:05:00+02:00', '2026-06-30T09:05:00+02:00'],
    ['30.06.2026 25:00', null],
    ['09:00', null],
    ['', ''],
  ])('should read the moment %s: %s', (text, wall) => {
    expect(parseWall(text, { timezone: 'UTC', dateFormat: 'dd.MM.yyyy' })).toBe(wall);
  });

  test('should write a moment without a zone as the tenant does', () => {
    const settings = { timezone: 'UTC', dateFormat: 'dd.MM.yyyy' };
    expect(formatWall('2026-06-30T09:05', settings)).toBe('30.06.2026 09:05');
    expect(formatWall('2026-06-30T09:05:00', settings)).toBe('30.06.2026 09:05');
    expect(formatWall('2026-06-30T09:05:07', settings)).toBe('30.06.2026 09:05:07');
    expect(formatWall('soon', settings)).toBe('soon');
    expect(instantOfWall('2026-06-30T09:05:00+02:00', 'America/New_York')).toBe('2026-06-30T07:05:00.000Z');
    expect(instantOfWall('2026-06-30T09:05', 'America/New_York')).toBe('2026-06-30T13:05:00.000Z');
  });

  test('should say how long ago', () => {
    const now = Date.parse('2026-06-30T12:00:00Z');
    expect(fromNow('2026-06-30T11:57:00Z', now)).toBe('3 minutes ago');
    expect(fromNow('2026-06-30T11:59:30Z', now)).toBe('just now');
    expect(fromNow('2026-06-29T12:00:00Z', now)).toBe('yesterday');
  });
});
