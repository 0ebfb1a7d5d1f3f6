import type { FieldType } from '../api/types';
import type { Operator } from './types';

const text: readonly Operator[] = [
  'equals',
  'not_equals',
  'contains',
  'not_contains',
  'starts_with',
  'ends_with',
  'is_set',
  'is_not_set',
];
const numbers: readonly Operator[] = ['equals', 'not_equals', 'gt', 'gte', 'lt', 'lte', 'is_set', 'is_not_set'];
const dates: readonly Operator[] = [
  'is_on',
  'is_not_on',
  'is_before',
  'is_on_or_before',
  'is_after',
  'is_on_or_after',
  'is_set',
  'is_not_set',
];

/** Which operators a type has (product.md, Field Check). */
export const operatorsOf: Readonly<Record<FieldType, readonly Operator[]>> = {
  string: text,
  email: text,
  phone: text,
  integer: numbers,
  numeric: numbers,
  boolean: ['equals', 'not_equals', 'is_set', 'is_not_set'],
  enumeration: ['equals', 'not_equals', 'is_one_of', 'is_none_of', 'is_set', 'is_not_set'],
  date: dates,
  datetime: dates,
};

const symbols: Partial<Record<Operator, string>> = {
  equals: '=',
  not_equals: '≠',
  gt: '>',
  gte: '≥',
  lt: '<',
  lte: '≤',
};
const words: Readonly<Record<Operator, string>> = {
  equals: 'equals',
  not_equals: 'does not equal',
  contains: 'contains',
  not_contains: 'does not contain',
  starts_with: 'starts with',
  ends_with: 'ends with',
  is_set: 'is set',
  is_not_set: 'is not set',
  gt: '>',
  gte: '≥',
  lt: '<',
  lte: '≤',
  is_one_of: 'is one of',
  is_none_of: 'is none of',
  is_on: 'is on',
  is_not_on: 'is not on',
  is_before: 'is before',
  is_on_or_before: 'is on or before',
  is_after: 'is after',
  is_on_or_after: 'is on or after',
};

/** In lists: `equals`, but `=` for numbers. */
export function operatorLabel(operator: Operator, type: FieldType | undefined): string {
  return type === 'integer' || type === 'numeric' ? (symbols[operator] ?? words[operator]) : words[operator];
}

/** In a node's label, where the guide writes `Is Payment Received = false`. */
export function operatorInName(operator: Operator): string {
  return symbols[operator] ?? words[operator];
}

export function isOperator(value: unknown): value is Operator {
  return typeof value === 'string' && value in words;
}

export function needsValue(operator: Operator): boolean {
  return operator !== 'is_set' && operator !== 'is_not_set';
}

export function takesList(operator: Operator): boolean {
  return operator === 'is_one_of' || operator === 'is_none_of';
}
