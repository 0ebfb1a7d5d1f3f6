import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { Outlet } from 'react-router';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { campaign } from '../../../tests/campaigns';
import { reminder } from '../../../tests/flows';
import { Gate } from '../../../tests/gate';
import { renderAt } from '../../../tests/render';
import { problem, server } from '../../../tests/server';
import type { Flow } from '../../flow-model/types';

vi.mock('@xyflow/react', async original => ({
  ...(await original<typeof import('@xyflow/react')>()),
  ReactFlow: () => null,
}));
const { Component } = await import('./workflow-page');

const nothing = () => HttpResponse.json({ items: [], next_cursor: null });
let stored: Flow[];
let loaded: string[];
let gate: Gate;

beforeEach(() => {
  stored = [reminder];
  loaded = [];
  gate = new Gate();
  server.use(
    http.get('*/api/v1/campaigns/c1/fields', nothing),
    http.get('*/api/v1/agents', nothing),
    http.get('*/api/v1/channels', nothing),
    http.post('*/api/v1/campaigns/c1/flows/:id/validate', () => HttpResponse.json({ findings: [] })),
    http.get('*/api/v1/campaigns/c1/flows', () => HttpResponse.json({ items: stored, next_cursor: null })),
    http.get('*/api/v1/campaigns/c1/flows/:id', ({ params }) => {
      loaded.push(String(params.id));
      return HttpResponse.json(stored.find(flow => flow.id === params.id));
    }),
    http.post('*/api/v1/campaigns/c1/flows', async ({ request }) => {
      const draft = (await request.json()) as Partial<Flow>;
      await gate.pass();
      const made = { ...reminder, ...draft, id: 'f2', revision: 1 };
      stored = [...stored, made];
      return HttpResponse.json(made, { status: 201 });
    }),
  );
});

function open() {
  return renderAt(
    '/workflow',
    [{ path: '/', element: <Outlet context={campaign({ id: 'c1' })} />, children: [{ path: 'workflow', Component }] }],
    { guarded: true, signedIn: true },
  );
}

async function pressNewFlow() {
  const shown = open();
  await shown.user.click(await screen.findByRole('button', { name: 'Flows Reminder' }));
  await shown.user.click(await screen.findByRole('button', { name: 'New flow' }));
  return shown;
}

const editor = () => screen.getByLabelText('Nodes').parentElement as HTMLElement;

describe('New flow', () => {
  test('should take nothing into the flow that is left, and open the new one by one request', async () => {
    const { path } = await pressNewFlow();

    await waitFor(() => expect(gate.held).toBe(1));
    expect(editor().inert).toBe(true);
    gate.open();

    expect(await screen.findByRole('button', { name: 'Flows Flow 2' })).toBeTruthy();
    expect(editor().inert).toBe(false);
    expect(path()).toBe('/workflow?flow=f2');
    expect(loaded).toEqual(['f1']);
  });

  test('should let go on in the flow before it if it cannot be made', async () => {
    server.use(http.post('*/api/v1/campaigns/c1/flows', () => problem(503, { detail: 'Away for now' })));
    await pressNewFlow();

    expect(await screen.findByText(/Away for now/)).toBeTruthy();
    expect(editor().inert).toBe(false);
    expect(screen.getByRole('button', { name: 'Flows Reminder' })).toBeTruthy();
  });
});

test('Workflow should be there by one click when all that it asks had failed', async () => {
  const away = () => problem(503, { detail: 'Away for now' });
  server.use(
    http.get('*/api/v1/campaigns/c1/fields', away, { once: true }),
    http.get('*/api/v1/agents', away, { once: true }),
    http.get('*/api/v1/channels', away, { once: true }),
    http.get('*/api/v1/campaigns/c1/flows', away, { once: true }),
  );
  const { user } = open();

  await user.click(await screen.findByRole('button', { name: 'Try again' }));

  expect(await screen.findByRole('button', { name: 'Flows Reminder' })).toBeTruthy();
});

test('Findings of the server that could not be had should be said to lack, and be had by another try', async () => {
  const found = { code: 'unreachable', severity: 'warning', message: 'No trigger leads here', flow_id: 'f1' };
  server.use(
    http.post('*/api/v1/campaigns/c1/flows/:id/validate', () => problem(503), { once: true }),
    http.post('*/api/v1/campaigns/c1/flows/:id/validate', () => HttpResponse.json({ findings: [found] })),
  );
  const { user } = open();

  await screen.findByText('Not checked by the server');
  await user.click(screen.getByRole('button', { name: 'Try again' }));

  await waitFor(() => expect(screen.queryByText('Not checked by the server')).toBeNull());
  await user.click(await screen.findByRole('button', { name: /warning/ }));
  expect(await screen.findByText('No trigger leads here')).toBeTruthy();
});
