import { describe, expect, test } from 'vitest';
import type { FieldType } from '../api/types';
import { asExpression, baseAsExpression } from './expression';
import type { Value } from './types';

const cases: readonly (readonly [Value | null, FieldType | null, string])[] = [
  [null, 'string', ''],
  [{ kind: 'literal', value: 'a "b" \n' }, 'string', '"a \\"b\\" \\n"'],
  [{ kind: 'literal', value: '' }, 'string', ''],
  [{ kind: 'literal', value: false }, 'boolean', 'False'],
  [{ kind: 'literal', value: '10.00' }, 'numeric', '10.00'],
  [{ kind: 'literal', value: '-007' }, 'integer', '-7'],
  [{ kind: 'literal', value: 'seven' }, 'integer', '"seven"'],
  [{ kind: 'literal', value: '2026-06-30' }, 'date', 'date(2026, 6, 30)'],
  [{ kind: 'literal', value: '2026-06-30' }, 'string', '"2026-06-30"'],
  [{ kind: 'literal', value: '2026-06-30T08:05' }, 'datetime', 'datetime(2026, 6, 30, 8, 5)'],
  [{ kind: 'literal', value: ['a', 'b'] }, 'enumeration', '["a", "b"]'],
  [{ kind: 'field', field: 'customer.name' }, 'string', 'customer.name'],
  [{ kind: 'relative_date', base: 'today', offset_days: 0 }, 'date', 'date.today()'],
  [{ kind: 'relative_date', base: 'today', offset_days: -3 }, 'date', 'date.today() + timedelta(days=-3)'],
  [
    { kind: 'relative_date', base: 'field', field: 'participant.due_at', offset_days: 1, offset_hours: 2 },
    'datetime',
    'participant.due_at + timedelta(days=1, hours=2)',
  ],
  [{ kind: 'expression', code: 'due_date' }, 'date', 'due_date'],
];

describe('A value as an expression', () => {
  test.each(cases)('should write %j of type %s as %s', (value, type, expected) => {
    expect(asExpression(value, type)).toBe(expected);
  });

  test('should write the base of a schedule', () => {
    expect(baseAsExpression(undefined)).toBe('datetime.now()');
    expect(baseAsExpression({ kind: 'today' })).toBe('date.today()');
    expect(baseAsExpression({ kind: 'field', field: 'participant.due_date' })).toBe('participant.due_date');
    expect(baseAsExpression({ kind: 'literal', value: '2026-06-30T08:05' })).toBe('datetime(2026, 6, 30, 8, 5)');
  });
});
