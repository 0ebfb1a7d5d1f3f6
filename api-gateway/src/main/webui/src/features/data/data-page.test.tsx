import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { Outlet } from 'react-router';
import { describe, expect, test } from 'vitest';
import { campaign } from '../../../tests/campaigns';
import { renderAt } from '../../../tests/render';
import { me, problem, server } from '../../../tests/server';
import type { Campaign, DataField } from '../../api/types';
import { Component } from './data-page';
import { nameFault, proposedName, withImport } from './rules';

const external: DataField = {
  name: 'external_id',
  title: 'External ID',
  description: '',
  type: 'string',
  level: 'customer',
  import: true,
  required: false,
  system: true,
};
const due: DataField = {
  name: 'due_date',
  title: 'Due Date',
  description: 'When it is to be paid',
  type: 'date',
  level: 'participant',
  import: true,
  required: true,
  system: false,
};

function show(change: Partial<Campaign> = {}) {
  const shown = campaign({ id: 'c1', ...change });
  return renderAt('/data', [
    { path: '/', element: <Outlet context={shown} />, children: [{ path: 'data', Component }] },
  ]);
}

const fields = (items: readonly DataField[]) =>
  http.get('*/api/v1/campaigns/c1/fields', () => HttpResponse.json({ items, next_cursor: null }));

describe('Data page', () => {
  test('should show the guide’s columns, system fields locked', async () => {
    server.use(fields([external, due]));
    show();

    const row = (await screen.findByText('Due Date')).closest('[role=row]') as HTMLElement;
    expect(within(row).getByText('due_date')).toBeTruthy();
    expect(within(row).getByText('When it is to be paid')).toBeTruthy();
    expect(within(row).getByText('date')).toBeTruthy();
    expect(screen.getAllByRole('columnheader').map(one => one.textContent)).toEqual([
      'Title',
      'Name',
      'Description',
      'Type',
      'Level',
      'Import',
      'Required',
    ]);
    expect(screen.getByRole('img', { name: /System field/ })).toBeTruthy();
    expect(screen.queryByRole('switch', { name: 'Import External ID' })).toBeNull();
  });

  test('should switch Required off with Import, in one step', async () => {
    let sent: unknown;
    server.use(
      fields([due]),
      http.patch('*/api/v1/campaigns/c1/fields/due_date', async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json({ ...due, import: false, required: false });
      }),
    );
    const { user } = show();

    await user.click(await screen.findByRole('switch', { name: 'Import Due Date' }));

    await waitFor(() => expect(sent).toEqual({ import: false, required: false }));
  });

  test('should take a change back that the server refuses, and say why', async () => {
    server.use(
      fields([due]),
      http.patch('*/api/v1/campaigns/c1/fields/due_date', () => problem(409, { detail: 'An active flow needs it' })),
    );
    const { user } = show();

    const required = (await screen.findByRole('switch', { name: 'Require Due Date' })) as HTMLInputElement;
    await user.click(required);

    expect(await screen.findByText('An active flow needs it')).toBeTruthy();
    await waitFor(() => expect(required.checked).toBe(true));
  });

  test('should add a field whose name follows its title', async () => {
    let sent: unknown;
    server.use(
      fields([external]),
      http.post('*/api/v1/campaigns/c1/fields', async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json(due, { status: 201 });
      }),
    );
    const { user } = show();

    await user.click(await screen.findByRole('button', { name: 'Manage fields' }));
    const drawer = await screen.findByRole('dialog', { name: 'Manage fields' });
    await user.click(within(drawer).getByRole('button', { name: 'Add field' }));
    await user.type(within(drawer).getByRole('textbox', { name: /^Title/ }), 'Due Date');
    expect((within(drawer).getByRole('textbox', { name: /^Name/ }) as HTMLInputElement).value).toBe('due_date');
    await user.click(within(drawer).getByRole('button', { name: 'Add field' }));

    await waitFor(() => expect(sent).toMatchObject({ name: 'due_date', title: 'Due Date', import: true }));
  });

  test('should say what can still change while the campaign is active', async () => {
    server.use(fields([due]));
    show({ status: 'active' });

    expect(await screen.findByRole('note')).toBeTruthy();
  });

  test('should leave everything readable for a viewer', async () => {
    server.use(
      http.get('*/api/v1/me', () => HttpResponse.json({ ...me, roles: ['viewer'] })),
      fields([due]),
    );
    show();

    await screen.findByText('Due Date');
    expect(screen.queryByRole('switch')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Manage fields' })).toBeNull();
  });

  test('should say what failed', async () => {
    server.use(http.get('*/api/v1/campaigns/c1/fields', () => problem(503, { code: 'unavailable' })));
    show();

    expect((await screen.findByRole('alert')).textContent).toContain('unavailable');
  });
});

describe('Names of fields', () => {
  test.each([
    ['Due Date', 'due_date'],
    ['  Überfällig seit (Tage) ', 'uberfallig_seit_tage'],
    ['2nd try', 'nd_try'],
    ['class', 'class_2'],
    ['日付', ''],
  ])('should be proposed for %s: %s', (title, name) => {
    expect(proposedName(title, new Set())).toBe(name);
  });

  test('should not be taken, reserved or of another form', () => {
    expect(nameFault('due_date', [due])).toBeTruthy();
    expect(nameFault('timezone', [])).toBeTruthy();
    expect(nameFault('Due', [])).toBeTruthy();
    expect(nameFault('due', [due])).toBeNull();
    expect(withImport(false)).toEqual({ import: false, required: false });
  });
});
