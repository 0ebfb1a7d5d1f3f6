import { describe, expect, test } from 'vitest';
import { contactLimits } from '../../../tests/contact-limits';
import { draftOf, limitFaults, limitsOf, wordsFault } from './limit-rules';

const none = contactLimits({ frequency_cap: null, quiet_hours: null });

describe('Contact limits', () => {
  test.each([
    [24, 1, 'days'],
    [36, 36, 'hours'],
    [168, 7, 'days'],
    [1, 1, 'hours'],
  ] as const)('should show %i hours as %i %s, and send them the same', (hours, within, unit) => {
    const input = limitsOf(contactLimits({ frequency_cap: { most: 2, hours, action: 'skip' } }));
    expect(input).toMatchObject({ within, unit });
    expect(draftOf(input).frequency_cap).toEqual({ most: 2, hours, action: 'skip' });
  });

  test('should be none unless they are switched on', () => {
    expect(draftOf(limitsOf(none))).toEqual({ frequency_cap: null, quiet_hours: null });
    expect(limitFaults({ ...limitsOf(none), most: '', from: '' })).toEqual({});
  });

  test('should have the bounds of the API', () => {
    const on = { ...limitsOf(none), capped: true, quiet: true };
    expect(limitFaults(on)).toEqual({});
    expect(limitFaults({ ...on, most: 1_000, within: 365 })).toEqual({});
    expect(Object.keys(limitFaults({ ...on, most: 1_001, within: 366 }))).toEqual(['most', 'within']);
    expect(Object.keys(limitFaults({ ...on, most: 0, within: 1.5 }))).toEqual(['most', 'within']);
    expect(Object.keys(limitFaults({ ...on, most: '', within: '' }))).toEqual(['most', 'within']);
    expect(limitFaults({ ...on, from: '25:00', to: '08:00:30' })).toEqual({
      from: 'Give a time such as 20:00',
      to: 'Give a time such as 20:00',
    });
    expect(Object.keys(limitFaults({ ...on, from: '08:00', to: '08:00' }))).toEqual(['to']);
  });
});

test('Stop words should be as many and as long as the API takes', () => {
  expect(wordsFault(['STOP', 'x'.repeat(40)])).toBeNull();
  expect(wordsFault([])).toBe('Give at least one word');
  expect(wordsFault(['x'.repeat(41)])).toBe(`Too long: ${'x'.repeat(41)}`);
  expect(wordsFault(Array.from({ length: 101 }, (_, at) => `w${at}`))).toBe('Give at most 100 words');
});
