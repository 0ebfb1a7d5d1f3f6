import type { DataField } from '../../api/types';
import { data as dataTexts } from '../../texts/en/data';

const words = dataTexts.form;
const FORM = /^[a-z][a-z0-9_]{0,62}$/;

/** Python's keywords, the names of expressions, and two columns of their own (rule D2). The server knows them all. */
const reserved = new Set(
  `timezone object_id customer participant communication context datetime date timedelta len str int float round min max
  abs sum sorted and as assert async await break class continue def del elif else except finally for from global if import
  in is lambda nonlocal not or pass raise return try while with yield`.split(/\s+/),
);

/** `Due Date` becomes `due_date`; one that is taken gets a number. */
export function proposedName(title: string, taken: ReadonlySet<string>): string {
  const stem = title
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '')
    .slice(0, 60);
  if (!stem) return '';
  const free = (name: string) => !taken.has(name) && !reserved.has(name);
  if (free(stem)) return stem;
  for (let number = 2; ; number += 1) if (free(`${stem}_${number}`)) return `${stem}_${number}`;
}

export function nameFault(name: string, fields: readonly DataField[]): string | null {
  if (!name) return words.nameRequired;
  if (!FORM.test(name)) return words.nameForm;
  if (reserved.has(name)) return words.nameReserved;
  return fields.some(field => field.name === name) ? words.nameTaken : null;
}

/** Switching Import off switches Required off, in one step. */
export function withImport(on: boolean): { import: boolean; required?: boolean } {
  return on ? { import: true } : { import: false, required: false };
}
