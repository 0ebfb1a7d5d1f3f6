import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const packaged = ['api-gateway', 'campaign-service', 'participant-service', 'upload-service', 'communication-service']
  .map(service => join('../../../..', service, 'target/openapi/openapi.json'))
  .every(document => existsSync(document));

// It looks at what the services were packaged with; where they were not, there is nothing to look at.
test.skipIf(!packaged)(
  'types should be those of the API’s document (npm run types makes them again)',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'console-types-'));
    try {
      const made = join(folder, 'schema.d.ts');
      execFileSync('tools/openapi-types/generate', [made], { stdio: 'pipe' });
      expect(readFileSync(made, 'utf8') === readFileSync('src/api/schema.d.ts', 'utf8')).toBe(true);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  300_000,
);
