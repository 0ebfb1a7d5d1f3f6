import type { FieldType } from '../api/types';
import type { Value, When } from './types';

/** The same value as an expression of the product's Python, so that it can be worked on instead of written again. */
export function asExpression(value: Value | null, type: FieldType | null): string {
  if (!value) return '';
  switch (value.kind) {
    case 'expression':
      return value.code ?? '';
    case 'field':
      return value.field ?? '';
    case 'relative_date':
      return relative(value, type);
    case 'literal':
      return literal(value.value, type);
  }
}

/** The base of a schedule as an expression. */
export function baseAsExpression(base: When['base']): string {
  switch (base?.kind) {
    case 'expression':
      return base.code ?? '';
    case 'field':
      return base.field ?? '';
    case 'today':
      return 'date.today()';
    case 'literal':
      return literal(base.value, 'datetime');
    default:
      return 'datetime.now()';
  }
}

function relative(value: Value, type: FieldType | null): string {
  const today = type === 'datetime' ? 'datetime.now()' : 'date.today()';
  const base = value.base === 'field' ? (value.field ?? '') : value.base === 'now' ? 'datetime.now()' : today;
  if (!base) return '';
  const spans = [
    ['days', value.offset_days],
    ['hours', value.offset_hours],
  ] as const;
  const sums = spans.filter(([, count]) => count);
  if (sums.length === 0) return base;
  return `${base} + timedelta(${sums.map(([name, count]) => `${name}=${count}`).join(', ')})`;
}

function literal(value: unknown, type: FieldType | null): string {
  if (Array.isArray(value)) return `[${value.map(one => literal(one, type)).join(', ')}]`;
  if (value === null || value === undefined || value === '') return '';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  const text = String(value);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true' ? 'True' : 'False';
  if ((type === 'integer' || type === 'numeric') && /^-?\d+(?:\.\d+)?$/.test(text))
    return text.replace(/^(-?)0+(?=\d)/, '$1');
  const day = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(text);
  if (day && (type === 'date' || type === 'datetime')) {
    const [, ...parts] = day;
    const numbers = parts.filter(part => part !== undefined).map(Number);
    return `${numbers.length > 3 || type === 'datetime' ? 'datetime' : 'date'}(${numbers.join(', ')})`;
  }
  return quoted(text);
}

/** As Python reads it back; JSON's escapes are Python's too. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
