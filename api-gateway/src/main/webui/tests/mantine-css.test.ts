import { readFileSync, writeFileSync } from 'node:fs';
import { DEFAULT_THEME, defaultCssVariablesResolver, mergeMantineTheme } from '@mantine/core';
import { expect, test } from 'vitest';
import { theme } from '../src/app/theme';

const FILE = 'src/app/mantine.css';

/** Tokens that stand for Mantine's own names; the theme cannot name them, since they differ by scheme. */
const OURS: Record<'light' | 'dark', Record<string, string>> = { light: shared(), dark: shared() };

function shared(): Record<string, string> {
  return {
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-dimmed': 'var(--text-3)',
    '--mantine-color-placeholder': 'var(--text-3)',
    '--mantine-color-error': 'var(--bad)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--surface-2)',
    '--mantine-color-default-color': 'var(--text)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-disabled': 'var(--surface-2)',
    '--mantine-color-disabled-color': 'var(--text-3)',
    '--mantine-color-disabled-border': 'var(--line)',
    '--mantine-color-anchor': 'var(--accent-text)',
    '--mantine-color-gray-light-hover': 'var(--surface-2)',
    '--mantine-color-gray-light-color': 'var(--text-2)',
    '--mantine-color-red-6': 'var(--bad)',
    '--mantine-color-red-text': 'var(--bad)',
    '--mantine-color-red-filled': 'var(--bad)',
    '--mantine-color-red-filled-hover': 'var(--bad)',
    '--mantine-color-red-light': 'var(--bad-soft)',
    '--mantine-color-red-light-hover': 'var(--bad-soft)',
    '--mantine-color-red-light-color': 'var(--bad)',
    '--mantine-primary-color-filled': 'var(--accent)',
    '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  };
}

function made(): string {
  const ours = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme));
  const theirs = defaultCssVariablesResolver(DEFAULT_THEME);
  const changed = (one: Record<string, string>, other: Record<string, string>) =>
    Object.entries(one).filter(([name, value]) => other[name] !== value);
  const block = (selector: string, entries: [string, string][]) =>
    `${selector} {\n${entries.map(([name, value]) => `  ${name}: ${value};`).join('\n')}\n}\n`;
  const scheme = (name: 'light' | 'dark') => {
    const entries = new Map(changed(ours[name], theirs[name]));
    for (const [key, value] of Object.entries(OURS[name])) entries.set(key, value);
    return block(`:root[data-mantine-color-scheme='${name}']`, [...entries]);
  };
  return (
    `/* Made from the theme by tests/mantine-css.test.ts (UPDATE=1 writes it): the policy refuses the style element that Mantine would write. */\n` +
    block(':root', changed(ours.variables, theirs.variables)) +
    scheme('light') +
    scheme('dark')
  );
}

test('should hold the theme as variables, because a style element would be refused', () => {
  if (process.env.UPDATE) writeFileSync(FILE, made());
  expect(readFileSync(FILE, 'utf8')).toBe(made());
});
