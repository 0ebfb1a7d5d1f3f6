import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/**
 * While one develops, Vite serves the page and passes the API on to a running system: CONSOLE_API names it, and
 * CONSOLE_API_KEY_FILE, if set, signs every call in with that key.
 */
const api = process.env.CONSOLE_API ?? 'http://127.0.0.1:8080';
const keyFile = process.env.CONSOLE_API_KEY_FILE;
const headers = keyFile ? { authorization: `Bearer ${readFileSync(keyFile, 'utf8').trim()}` } : {};

/** What the first page needs lies together: in small files of its own it would compress worse, by four kilobytes a page. */
const firstPage =
  /src\/(api\/(client|problem|session-state|query-client|types|queries\/(session|submit|queue))|ui\/(states|lazy-part|toast|unsaved-edits)|texts\/en\/common)\./;

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2023',
    manifest: true,
    sourcemap: false,
    assetsInlineLimit: 0,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'shared', test: firstPage }] } } },
  },
  server: { host: '127.0.0.1', proxy: { '/api': { target: api, headers, changeOrigin: true } } },
  preview: { host: '127.0.0.1', proxy: { '/api': { target: api, headers, changeOrigin: true } } },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.{ts,tsx}'],
    setupFiles: ['tests/setup.ts'],
    restoreMocks: true,
    testTimeout: 30_000,
    pool: 'threads',
    maxWorkers: 1,
  },
});
