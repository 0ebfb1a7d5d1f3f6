import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import type { ReactNode } from 'react';
import { renderAt } from './render';
import { me } from './server';

export const list = (path: string, items: unknown[]) =>
  http.get(`*/api/v1/${path}`, () => HttpResponse.json({ items, next_cursor: null }));
export const viewer = http.get('*/api/v1/me', () => HttpResponse.json({ ...me, roles: ['viewer'] }));
export const show = (Component: () => ReactNode) => renderAt('/', [{ path: '/', Component }]);
export const row = async (name: string) => (await screen.findByText(name)).closest('[role=row]') as HTMLElement;
