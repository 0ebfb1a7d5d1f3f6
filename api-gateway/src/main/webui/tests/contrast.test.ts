import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync('src/app/tokens.css', 'utf8');

function tokens(scheme: 'light' | 'dark'): Map<string, string> {
  const start = css.search(new RegExp(`:root\\[data-mantine-color-scheme=["']${scheme}["']\\] \\{`));
  const block = css.slice(start, css.indexOf('\n}', start));
  return new Map([...block.matchAll(/(--[\w-]+):\s*(#[0-9a-f]{6})/g)].map(found => [found[1] ?? '', found[2] ?? '']));
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const TEXT = 4.5;
const GRAPHICS = 3;
const pairs: readonly (readonly [string, string, number])[] = [
  ['--text', '--surface', TEXT],
  ['--text-2', '--surface', TEXT],
  ['--text-3', '--surface', TEXT],
  ['--text-3', '--surface-2', TEXT],
  ['--text-2', '--surface-2', TEXT],
  ['--text-3', '--bg', TEXT],
  ['--on-accent', '--accent', TEXT],
  ['--accent-text', '--accent-soft', TEXT],
  ['--trigger', '--trigger-soft', TEXT],
  ['--condition', '--condition-soft', TEXT],
  ['--action', '--action-soft', TEXT],
  ['--bad', '--bad-soft', TEXT],
  ['--bad', '--surface', TEXT],
  ['--warn', '--surface', TEXT],
  ['--ok', '--bg', TEXT],
  ['--on-bad', '--bad', TEXT],
  ['--line-strong', '--surface', GRAPHICS],
  ['--edge', '--bg', GRAPHICS],
  ['--accent', '--surface', GRAPHICS],
];

describe.each(['light', 'dark'] as const)('In the %s scheme', scheme => {
  const colours = tokens(scheme);
  test.each(pairs)('%s should be readable on %s', (front, back, least) => {
    const one = colours.get(front);
    const other = colours.get(back);
    expect(one && other, `${front} and ${back} are there`).toBeTruthy();
    expect(contrast(one ?? '', other ?? '')).toBeGreaterThanOrEqual(least);
  });
});
