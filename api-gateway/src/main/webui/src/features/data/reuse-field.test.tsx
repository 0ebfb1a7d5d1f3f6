import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { Outlet } from 'react-router';
import { describe, expect, test } from 'vitest';
import { axeFindings } from '../../../tests/axe';
import { campaign } from '../../../tests/campaigns';
import { Gate } from '../../../tests/gate';
import { renderAt } from '../../../tests/render';
import { problem, server } from '../../../tests/server';
import type { CustomerField, DataField } from '../../api/types';
import { Component } from './data-page';

const email: CustomerField = { name: 'email', title: 'Email', type: 'email', system: true };
const tier: CustomerField = {
  name: 'tier',
  title: 'Loyalty level',
  type: 'enumeration',
  system: false,
  values: ['gold', 'iron'],
};
const since: CustomerField = { name: 'loyal_since', title: 'Customer since', type: 'date', system: false };
const present: DataField = {
  name: 'loyal_since',
  title: 'Customer since',
  description: '',
  type: 'date',
  level: 'customer',
  import: true,
  required: false,
  system: false,
};

async function open(found: (search: string) => Response | Promise<Response>) {
  let items: DataField[] = [present];
  const sent: unknown[] = [];
  server.use(
    http.get('*/api/v1/campaigns/c1/fields', () => HttpResponse.json({ items })),
    http.get('*/api/v1/customer-fields', ({ request }) => found(new URL(request.url).searchParams.get('search') ?? '')),
    http.post('*/api/v1/campaigns/c1/fields', async ({ request }) => {
      const draft = (await request.json()) as DataField;
      sent.push(draft);
      items = [...items, { ...draft, system: false }];
      return HttpResponse.json(items.at(-1), { status: 201 });
    }),
  );
  const rendered = renderAt('/data', [
    { path: '/', element: <Outlet context={campaign({ id: 'c1' })} />, children: [{ path: 'data', Component }] },
  ]);
  await rendered.user.click(await screen.findByRole('button', { name: 'Manage fields' }));
  await rendered.user.click(await screen.findByRole('button', { name: 'Find a profile field' }));
  return { ...rendered, sent };
}
const list = (fields: readonly CustomerField[], total = fields.length) =>
  HttpResponse.json({ items: fields, ...(total > fields.length ? { next_cursor: 'x' } : {}), total });

describe('Profile fields of other campaigns', () => {
  test('should be found by title or name and added as they are', async () => {
    const asked: string[] = [];
    const { user, sent } = await open(search => {
      asked.push(search);
      return list([email, tier, since].filter(one => one.title.toLowerCase().includes(search)));
    });

    await user.type(screen.getByRole('textbox', { name: 'Search by title or name' }), 'loyal');
    await waitFor(() => expect(asked.at(-1)).toBe('loyal'));
    await user.click(await screen.findByRole('button', { name: 'Add Loyalty level' }));

    await waitFor(() =>
      expect(sent).toEqual([
        {
          name: 'tier',
          title: 'Loyalty level',
          description: '',
          type: 'enumeration',
          level: 'customer',
          import: true,
          required: false,
          values: ['gold', 'iron'],
        },
      ]),
    );
    expect(await screen.findByText('In this campaign')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Add Loyalty level' })).toBeNull();
    expect(await axeFindings()).toEqual([]);
  });

  test('should leave out system fields and mark those that the campaign has', async () => {
    await open(() => list([email, tier, since]));

    const found = await screen.findByRole('list', { name: 'Profile fields' });
    expect(within(found).queryByText('Email')).toBeNull();
    const row = within(found).getByText('Customer since').closest('li') as HTMLElement;
    expect(within(row).getByText('In this campaign')).toBeTruthy();
    expect(within(row).queryByRole('button')).toBeNull();
  });

  test('should say how many more there are', async () => {
    await open(() => list([tier], 31));
    expect(await screen.findByText('30 more fields: search to see them')).toBeTruthy();
  });

  test('should tell apart that there are none and that none was found', async () => {
    const { user } = await open(() => list([email].filter(() => true)));
    expect(await screen.findByText('No profile fields yet')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: 'Search by title or name' }), 'zzz');
    expect(await screen.findByText('No profile field found')).toBeTruthy();
  });

  test('should show that it is loading, and what failed', async () => {
    const gate = new Gate();
    let away = true;
    const { user } = await open(async () => {
      await gate.pass();
      return away ? problem(503, { code: 'unavailable' }) : list([tier]);
    });
    const drawer = await screen.findByRole('dialog', { name: 'Manage fields' });
    expect(within(drawer).getByRole('status', { name: 'Loading' })).toBeTruthy();
    await waitFor(() => expect(gate.held).toBe(1));
    gate.open();
    expect((await screen.findByRole('alert')).textContent).toContain('unavailable');
    away = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(gate.held).toBe(1));
    gate.open();
    expect(await screen.findByText('Loyalty level')).toBeTruthy();
  });

  test('should say why a field cannot be added', async () => {
    const { user } = await open(() => list([tier]));
    server.use(http.post('*/api/v1/campaigns/c1/fields', () => problem(409, { detail: 'It has another type here' })));
    await user.click(await screen.findByRole('button', { name: 'Add Loyalty level' }));
    expect(await screen.findByText('It has another type here')).toBeTruthy();
  });
});
