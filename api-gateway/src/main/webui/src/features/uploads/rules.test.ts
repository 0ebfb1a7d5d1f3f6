import { describe, expect, test } from 'vitest';
import { percent, refusalOf } from './rules';

describe('Rules of uploads', () => {
  test.each([
    ['people.csv', 10, null],
    ['people.xlsx', 10, 'CSV UTF-8'],
    ['people.csv', 0, 'empty'],
    ['people.csv', 4 * 1024 ** 3 + 1, 'Split it'],
  ])('should look at %s of %i bytes', (name, size, part) => {
    const reason = refusalOf({ name, size } as File);
    if (part === null) expect(reason).toBeNull();
    else expect(reason).toContain(part);
  });

  test('should never show less than nothing or more than all', () => {
    expect(percent(0, 0)).toBe(100);
    expect(percent(-1, 10)).toBe(0);
    expect(percent(11, 10)).toBe(100);
    expect(percent(5, 10)).toBe(50);
  });
});
