import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import type { Me } from '../src/api/types';

export const me: Me = {
  id: '0198f2c4-0000-7000-8000-000000000001',
  kind: 'user',
  name: 'Mara Klein',
  roles: ['admin'],
  tenant: {
    id: '0198f2c4-0000-7000-8000-000000000002',
    name: 'Local',
    timezone: 'Europe/Berlin',
    date_format: 'yyyy-MM-dd',
    region: null,
  },
  provider: null,
  account: null,
};

/** The API in tests: a test adds the answers that it needs, and a call without one fails it. */
export const server = setupServer(
  http.get('*/api/v1/me', () => HttpResponse.json(me)),
  http.get('*/api/v1/session', () => HttpResponse.json({ signed_in: true, sign_in: ['password'], providers: [] })),
);

export function problem(status: number, body: Record<string, unknown> = {}) {
  return HttpResponse.json(
    { type: 'about:blank', title: 'Refused', status, detail: 'This was refused', code: 'refused', errors: [], ...body },
    { status, headers: { 'content-type': 'application/problem+json' } },
  );
}
