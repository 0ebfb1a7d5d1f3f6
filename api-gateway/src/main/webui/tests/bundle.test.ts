import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';

interface Entry {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
}

const DIST = process.env.CONSOLE_DIST ?? 'dist';
const MANIFEST = join(DIST, '.vite/manifest.json');

/** Kilobytes of script, compressed, before a page shows (design: performance budget). */
const budgets: readonly (readonly [string, readonly string[], number])[] = [
  ['the first page', [], 200],
  ['the list of campaigns', ['src/features/campaigns/campaigns-page.tsx'], 260],
  ['Data', ['src/features/campaigns/campaign-layout.tsx', 'src/features/data/data-page.tsx'], 260],
  ['Uploads', ['src/features/campaigns/campaign-layout.tsx', 'src/features/uploads/uploads-page.tsx'], 260],
  [
    'Participants',
    ['src/features/campaigns/campaign-layout.tsx', 'src/features/participants/participants-page.tsx'],
    260,
  ],
  ['a customer', ['src/features/customers/customer-page.tsx'], 260],
  ['a session', ['src/features/sessions/session-page.tsx'], 260],
  ['Workflow', ['src/features/campaigns/campaign-layout.tsx', 'src/features/workflow/workflow-page.tsx'], 320],
  [
    'Analytics without its chart',
    ['src/features/campaigns/campaign-layout.tsx', 'src/features/analytics/analytics-page.tsx'],
    260,
  ],
  ['the agents', ['src/features/settings/agents-page.tsx'], 260],
  ['the channels', ['src/features/settings/channels-page.tsx'], 260],
  ['the contact limits', ['src/features/settings/contact-limits-page.tsx'], 260],
  ['the API keys', ['src/features/settings/api-keys-page.tsx'], 260],
  ['the audit log', ['src/features/audit/audit-page.tsx'], 260],
  ['the retention', ['src/features/settings/retention-page.tsx'], 260],
  ['the tenant', ['src/features/settings/tenant-page.tsx'], 260],
];

// It looks at what was built; where nothing was, there is nothing to look at (npm run build makes it), unless it must be there.
describe.skipIf(process.env.CONSOLE_DIST === undefined && !existsSync(MANIFEST))('What is fetched', () => {
  const manifest: Readonly<Record<string, Entry>> = existsSync(MANIFEST)
    ? JSON.parse(readFileSync(MANIFEST, 'utf8'))
    : {};
  const entry = Object.keys(manifest).find(key => manifest[key]?.isEntry);
  test.each(budgets)('before %s should stay within its budget', (_, pages, budget) => {
    const seen = new Set<string>();
    const visit = (key: string) => {
      if (seen.has(key)) return;
      seen.add(key);
      for (const inner of manifest[key]?.imports ?? []) visit(inner);
    };
    for (const key of [entry ?? '', ...pages]) {
      expect(manifest[key], `${key} is in the manifest`).toBeTruthy();
      visit(key);
    }
    const bytes = [...seen]
      .map(key => manifest[key]?.file ?? '')
      .filter(file => file.endsWith('.js'))
      .reduce((sum, file) => sum + gzipSync(readFileSync(join(DIST, file))).length, 0);
    expect(bytes / 1000).toBeLessThanOrEqual(budget);
  });
  test('should hold neither the code editor nor charts before they are used', () => {
    const first = Object.values(manifest).filter(one => one.isEntry || one.file.includes('workflow-page'));
    for (const one of first) {
      const text = readFileSync(join(DIST, one.file), 'utf8');
      expect(text.includes('cm-tooltip-autocomplete')).toBe(false);
      expect(text.includes('echarts')).toBe(false);
    }
  });
});
