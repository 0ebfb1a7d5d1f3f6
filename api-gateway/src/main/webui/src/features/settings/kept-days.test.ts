import { describe, expect, test } from 'vitest';
import { daysOf, keepsLess } from './kept-days';

describe('Days for which something is kept', () => {
  test.each([
    ['', null],
    [1, 1],
    [36_500, 36_500],
    [0, undefined],
    [-1, undefined],
    [36_501, undefined],
    [1.5, undefined],
    ['99999999999999999999', undefined],
  ])('should read %s as %s', (typed, days) => {
    expect(daysOf(typed, 1, 36_500)).toBe(days);
  });

  test.each([
    [null, 30, true],
    [30, 29, true],
    [30, 30, false],
    [30, 31, false],
    [30, null, false],
    [null, null, false],
  ])('should know whether %s and then %s keeps less', (before, now, less) => {
    expect(keepsLess(before, now)).toBe(less);
  });
});
