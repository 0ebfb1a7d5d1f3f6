import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { Outlet } from 'react-router';
import { beforeEach, describe, expect, test } from 'vitest';
import { axeFindings } from '../../../tests/axe';
import { campaign } from '../../../tests/campaigns';
import { Gate } from '../../../tests/gate';
import { renderAt } from '../../../tests/render';
import { problem, server } from '../../../tests/server';
import type { Campaign, DataField } from '../../api/types';
import { Component } from './data-page';

const field = (name: string, title: string, change: Partial<DataField> = {}): DataField => ({
  name,
  title,
  description: '',
  type: 'string',
  level: 'participant',
  import: true,
  required: false,
  system: false,
  ...change,
});
let stored: DataField[];

beforeEach(() => {
  stored = [field('email', 'Email', { system: true, level: 'customer' }), field('due', 'Due'), field('paid', 'Paid')];
  server.use(http.get('*/api/v1/campaigns/c1/fields', () => HttpResponse.json({ items: stored })));
});

async function open(change: Partial<Campaign> = {}) {
  const rendered = renderAt('/data', [
    {
      path: '/',
      element: <Outlet context={campaign({ id: 'c1', ...change })} />,
      children: [{ path: 'data', Component }],
    },
  ]);
  await rendered.user.click(await screen.findByRole('button', { name: 'Manage fields' }));
  const drawer = await screen.findByRole('dialog', { name: 'Manage fields' });
  return { ...rendered, drawer, names: () => [...drawer.querySelectorAll('li b')].map(one => one.textContent) };
}

describe('Manage fields', () => {
  test('should order fields by buttons, each move upon the one before, while the server is slow', async () => {
    const sent: string[][] = [];
    const gate = new Gate();
    server.use(
      http.put('*/api/v1/campaigns/c1/fields/order', async ({ request }) => {
        const order = ((await request.json()) as { names: string[] }).names;
        sent.push(order);
        await gate.pass();
        stored = order.map(name => stored.find(one => one.name === name) as DataField);
        return HttpResponse.json({ items: stored });
      }),
    );
    const { user, drawer, names } = await open();
    expect(await axeFindings()).toEqual([]);

    await user.click(within(drawer).getByRole('button', { name: 'Move Paid up' }));
    expect(names()).toEqual(['Email', 'Paid', 'Due']);
    await user.click(within(drawer).getByRole('button', { name: 'Move Paid up' }));
    expect(names()).toEqual(['Paid', 'Email', 'Due']);
    for (let answer = 1; answer <= 2; answer += 1) {
      await waitFor(() => expect(gate.held).toBe(1));
      expect(names()).toEqual(['Paid', 'Email', 'Due']);
      gate.open();
    }
    await waitFor(() =>
      expect(sent).toEqual([
        ['email', 'paid', 'due'],
        ['paid', 'email', 'due'],
      ]),
    );
    expect(names()).toEqual(['Paid', 'Email', 'Due']);
  });

  test('should remove a field only after saying what that means, and name what refuses it', async () => {
    let refuse = true;
    server.use(
      http.delete('*/api/v1/campaigns/c1/fields/due', () => {
        if (refuse) return problem(409, { detail: 'The active flow Reminder uses it' });
        stored = stored.filter(one => one.name !== 'due');
        return new HttpResponse(null, { status: 204 });
      }),
    );
    const { user, drawer, names } = await open();

    await user.click(within(drawer).getByRole('button', { name: 'Remove Due' }));
    const dialog = await screen.findByRole('dialog', { name: 'Remove Due?' });
    expect(within(dialog).getByText(/together with its values/)).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Remove field' }));
    expect(await within(dialog).findByText('The active flow Reminder uses it')).toBeTruthy();
    refuse = false;
    await user.click(within(dialog).getByRole('button', { name: 'Remove field' }));

    await waitFor(() => expect(names()).toEqual(['Email', 'Paid']));
  });

  test('should lock system fields, and types, levels and removals while the campaign is active', async () => {
    const { user, drawer } = await open({ status: 'active' });
    expect(within(drawer).queryByRole('button', { name: 'Edit Email' })).toBeNull();
    expect((within(drawer).getByRole('button', { name: 'Remove Due' }) as HTMLButtonElement).disabled).toBe(true);

    await user.click(within(drawer).getByRole('button', { name: 'Edit Due' }));
    for (const label of ['Type', 'Level']) {
      expect((screen.getByLabelText(label, { selector: 'input' }) as HTMLInputElement).disabled).toBe(true);
    }
    expect((screen.getByRole('textbox', { name: /^Title/ }) as HTMLInputElement).disabled).toBe(false);
  });

  test('should say at the fields of the form what is missing, and what the server refuses', async () => {
    server.use(
      http.post('*/api/v1/campaigns/c1/fields', () =>
        problem(422, { errors: [{ field: 'values', message: 'A value is there twice' }] }),
      ),
    );
    const { user, drawer } = await open();
    await user.click(within(drawer).getByRole('button', { name: 'Add field' }));
    await user.click(screen.getByRole('button', { name: 'Add field' }));
    expect(await screen.findByText('Give the field a title')).toBeTruthy();

    await user.type(screen.getByRole('textbox', { name: /^Title/ }), 'Stage');
    await user.click(screen.getByLabelText('Type', { selector: 'input' }));
    await user.click(await screen.findByRole('option', { name: 'enumeration' }));
    await user.click(screen.getByRole('button', { name: 'Add field' }));
    expect(await screen.findByText('Give at least one value')).toBeTruthy();
    await user.type(screen.getByLabelText(/^Allowed values/, { selector: 'input' }), 'one{Enter}');
    await user.click(screen.getByRole('button', { name: 'Add field' }));
    expect(await screen.findByText('A value is there twice')).toBeTruthy();
  });
});
