import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** Words between tags, and words in attributes that people read. */
const BETWEEN = />\s*([A-Za-z][A-Za-z ,.'’]{2,})\s*</g;
const ATTRIBUTE = /\s(?:label|title|placeholder|description|aria-label|alt)="([^"]*[A-Za-z]{3}[^"]*)"/g;

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return files(path);
    return path.endsWith('.tsx') && !path.includes('.test.') ? [path] : [];
  });
}

test('should have every word that people read in the catalogue', () => {
  const found = files('src').flatMap(path => {
    const source = readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    const words = [...source.matchAll(ATTRIBUTE)].map(match => match[1]);
    const between = [...source.matchAll(BETWEEN)]
      .map(match => match[1]?.trim() ?? '')
      // Type parameters and comparisons look like tags to a pattern.
      .filter(text => / /.test(text) && !/\b(?:extends|readonly|const|return)\b/.test(text));
    return [...words, ...between].map(text => `${path}: ${text}`);
  });
  expect(found).toEqual([]);
});
