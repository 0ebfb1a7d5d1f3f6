import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import type { ReactNode } from 'react';
import { renderAt } from './render';
import { me } from './server';

/** An API key without bounds. */
export const apiKey = {
  id: 'k1',
  name: 'CRM import',
  roles: ['operator'],
  created_at: '2026-06-28T07:41:00Z',
  last_used_at: null,
  expires_at: null,
  allowed_addresses: [],
  requests_per_minute: null,
  scopes: [],
  rotated_at: null,
  previous_valid_until: null,
};

/** A user who has joined. */
export const user = {
  id: 'u1',
  email: 'mara@example.com',
  name: 'Mara Klein',
  role: 'operator',
  status: 'active',
  second_factor: false,
  created_at: '2026-06-28T07:41:00Z',
  last_sign_in_at: null,
  invitation_expires_at: null,
};

export const list = (path: string, items: unknown[]) =>
  http.get(`*/api/v1/${path}`, () => HttpResponse.json({ items, next_cursor: null }));
export const viewer = http.get('*/api/v1/me', () => HttpResponse.json({ ...me, roles: ['viewer'] }));
export const show = (Component: () => ReactNode) => renderAt('/', [{ path: '/', Component }]);
export const row = async (name: string) => (await screen.findByText(name)).closest('[role=row]') as HTMLElement;
