import { expect, test } from 'vitest';
import { latinKey } from './keys';

test.each([
  ['z', 'KeyZ', 'z'],
  ['Z', 'KeyZ', 'Z'],
  // A German keyboard has Y and Z the other way round, and Latin letters: what it says counts.
  ['z', 'KeyY', 'z'],
  ['я', 'KeyZ', 'z'],
  ['Я', 'KeyZ', 'z'],
  ['ζ', 'KeyZ', 'z'],
  ['?', 'Slash', '?'],
  ['ArrowDown', 'ArrowDown', 'ArrowDown'],
  ['é', 'Digit2', '2'],
  ['ж', 'Semicolon', 'ж'],
])('should read %s of the key %s as %s', (key, code, latin) => {
  expect(latinKey({ key, code })).toBe(latin);
});
