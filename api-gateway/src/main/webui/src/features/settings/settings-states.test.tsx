import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { agent, channel } from '../../../tests/agents';
import { Gate } from '../../../tests/gate';
import { renderAt } from '../../../tests/render';
import { problem, server } from '../../../tests/server';
import { apiKey, user as listedUser } from '../../../tests/settings';
import { Component as Agents } from './agents-page';
import { Component as Keys } from './api-keys-page';
import { Component as Channels } from './channels-page';
import { Component as TenantPage } from './tenant-page';
import { Component as Users } from './users-page';

const pages = [
  ['agents', Agents, 'Local simulator', 'No agents yet', agent()],
  ['channels', Channels, 'Local whatsapp', 'No channels yet', channel()],
  ['api-keys', Keys, 'CRM import', 'No API keys yet', apiKey],
  ['users', Users, 'Mara Klein', 'No users yet', listedUser],
] as const;
const others = () => [
  http.get('*/api/v1/agents', () => HttpResponse.json({ items: [] })),
  http.get('*/api/v1/channels', () => HttpResponse.json({ items: [] })),
];

describe.each(pages)('The list of %s', (path, Component, name, empty, item) => {
  test('should load, fail and come when it is tried again', async () => {
    const gate = new Gate();
    let away = true;
    server.use(
      http.get(`*/api/v1/${path}`, async () => {
        await gate.pass();
        return away
          ? problem(503, { code: 'unavailable', detail: 'Away for now' })
          : HttpResponse.json({ items: [item] });
      }),
      ...others(),
    );
    const { user } = renderAt('/', [{ path: '/', Component }]);

    expect(await screen.findByRole('status', { name: 'Loading' })).toBeTruthy();
    await waitFor(() => expect(gate.held).toBe(1));
    gate.open();
    expect((await screen.findByRole('alert')).textContent).toContain('Away for now');
    away = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(gate.held).toBe(1));
    gate.open();
    expect(await screen.findByText(name)).toBeTruthy();
  });

  test('should say what would be here while there is none', async () => {
    server.use(
      http.get(`*/api/v1/${path}`, () => HttpResponse.json({ items: [] })),
      ...others(),
    );
    renderAt('/', [{ path: '/', Component }]);
    expect(await screen.findByText(empty)).toBeTruthy();
  });
});

describe.each([
  ['agents', Agents, agent({ status: 'stopped' })],
  ['channels', Channels, channel({ status: 'stopped' })],
] as const)('Start in the list of %s', (path, Component, item) => {
  const open = async (answer: () => Promise<Response>) => {
    server.use(
      http.post(`*/api/v1/${path}/${item.id}/start`, answer),
      http.get(`*/api/v1/${path}`, () => HttpResponse.json({ items: [item] })),
      ...others(),
    );
    const rendered = renderAt('/', [{ path: '/', Component }]);
    const row = (await screen.findByText(item.name)).closest('[role=row]') as HTMLElement;
    await rendered.user.click(within(row).getByRole('button', { name: `Actions for ${item.name}` }));
    await rendered.user.click(await screen.findByRole('menuitem', { name: 'Start' }));
    return row;
  };

  test('should show it as running at once', async () => {
    const gate = new Gate();
    const row = await open(async () => {
      await gate.pass();
      return HttpResponse.json({ ...item, status: 'running' });
    });
    expect(within(row).getByText('Running')).toBeTruthy();
    await waitFor(() => expect(gate.held).toBe(1));
    gate.open();
    expect(await screen.findByText(new RegExp(`${item.name} .*running|${item.name} .*started`, 'i'))).toBeTruthy();
  });

  test('should show it as stopped again when that is refused, and say why', async () => {
    const gate = new Gate();
    const row = await open(async () => {
      await gate.pass();
      return problem(409, { detail: 'It has no credentials' });
    });
    expect(within(row).getByText('Running')).toBeTruthy();
    await waitFor(() => expect(gate.held).toBe(1));
    gate.open();
    expect(await screen.findByText('It has no credentials')).toBeTruthy();
    expect(within(row).getByText('Stopped')).toBeTruthy();
  });
});

describe('Tenant page', () => {
  test('should load, fail and come when it is tried again', async () => {
    let away = true;
    server.use(
      http.get('*/api/v1/tenant', () =>
        away
          ? problem(503, { code: 'unavailable' })
          : HttpResponse.json({ id: 't', name: 'Local', timezone: 'UTC', date_format: 'yyyy-MM-dd', region: null }),
      ),
    );
    const { user } = renderAt('/', [{ path: '/', Component: TenantPage }]);
    expect((await screen.findByRole('alert')).textContent).toContain('unavailable');
    away = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByDisplayValue('Local')).toBeTruthy();
  });
});
