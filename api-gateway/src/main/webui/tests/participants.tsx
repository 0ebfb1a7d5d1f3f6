import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { Outlet } from 'react-router';
import { Component } from '../src/features/participants/participants-page';
import { campaign } from './campaigns';
import { communication, details, fields, flow, page, walk } from './participant-data';
import { type RenderOptions, renderAt } from './render';
import { server } from './server';

export const BASE = '*/api/v1/campaigns/c1';

/** The page as it stands below the campaign’s header. */
export function show(address = '', options: RenderOptions = {}) {
  return renderAt(
    `/campaigns/c1/participants${address}`,
    [
      {
        path: '/campaigns/c1',
        element: <Outlet context={campaign({ id: 'c1' })} />,
        children: [{ path: 'participants', Component }],
      },
      { path: '*', element: <p>elsewhere</p> },
    ],
    options,
  );
}

/** What the list was asked, the newest last. */
export function list(items: readonly unknown[], more: Record<string, unknown> = {}): URLSearchParams[] {
  const asked: URLSearchParams[] = [];
  server.use(
    http.get(`${BASE}/participants`, ({ request }) => {
      asked.push(new URL(request.url).searchParams);
      return HttpResponse.json(page(items, { total: items.length, total_is_lower_bound: false, ...more }));
    }),
    http.get('*/api/v1/agents', () => HttpResponse.json(page([{ id: 'a1', name: 'Reminder agent' }]))),
    http.get(`${BASE}/participants/p1`, () => HttpResponse.json(details())),
    http.get(`${BASE}/participants/p1/communications`, () => HttpResponse.json(page([communication()]))),
    http.get(`${BASE}/participants/p1/walks`, () => HttpResponse.json(page([walk()]))),
    http.get(`${BASE}/fields`, () => HttpResponse.json(page(fields))),
    http.get(`${BASE}/flows`, () => HttpResponse.json(page([flow]))),
  );
  return asked;
}

export const rowOf = async (name: string) => (await screen.findByText(name)).closest('[role=row]') as HTMLElement;
