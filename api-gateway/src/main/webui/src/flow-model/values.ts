import type { Value, When } from './types';

/** A draft's setting may be of any kind; this is the value in it, if there is one. */
export function asValue(setting: unknown): Value | null {
  if (typeof setting !== 'object' || setting === null || !('kind' in setting)) return null;
  return setting as Value;
}

export function asWhen(setting: unknown): When | null {
  return typeof setting === 'object' && setting !== null ? (setting as When) : null;
}

export function asText(setting: unknown): string {
  return typeof setting === 'string' ? setting : '';
}

/** Whether something was said; an empty text counts as nothing. */
export function isSaid(value: Value | null): boolean {
  if (!value) return false;
  switch (value.kind) {
    case 'literal':
      return Array.isArray(value.value)
        ? value.value.length > 0
        : value.value !== undefined && value.value !== null && value.value !== '';
    case 'relative_date':
      return value.base !== undefined && (value.base !== 'field' || !!value.field);
    case 'field':
      return !!value.field;
    case 'expression':
      return !!value.code?.trim();
  }
}

/** At most so many characters, as the API counts them: a sign of two units is not cut in half. */
export function cutTo(text: string, most: number): string {
  return text.length <= most ? text : [...text].slice(0, most).join('');
}

export function signed(count: number): string {
  return count < 0 ? `−${-count}` : `+${count}`;
}
