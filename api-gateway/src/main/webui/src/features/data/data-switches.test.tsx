import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { Outlet } from 'react-router';
import { beforeEach, describe, expect, test } from 'vitest';
import { campaign } from '../../../tests/campaigns';
import { Gate } from '../../../tests/gate';
import { renderAt } from '../../../tests/render';
import { problem, server } from '../../../tests/server';
import type { DataField } from '../../api/types';
import { Component } from './data-page';

const due: DataField = {
  name: 'due_date',
  title: 'Due Date',
  description: '',
  type: 'date',
  level: 'participant',
  import: true,
  required: true,
  system: false,
};

/** A server that takes its time: it changes at once and answers when it is let. */
let stored: DataField;
let sent: Partial<DataField>[];
let asked: number;
let gate: Gate;
let refuse: (patch: Partial<DataField>) => boolean;

beforeEach(() => {
  stored = due;
  sent = [];
  asked = 0;
  gate = new Gate();
  refuse = () => false;
  server.use(
    http.get('*/api/v1/campaigns/c1/fields', () => {
      asked += 1;
      return HttpResponse.json({ items: [stored], next_cursor: null });
    }),
    http.patch('*/api/v1/campaigns/c1/fields/due_date', async ({ request }) => {
      const patch = (await request.json()) as Partial<DataField>;
      sent.push(patch);
      const refused = refuse(patch);
      if (!refused) stored = { ...stored, ...patch };
      const answer = stored;
      await gate.pass();
      return refused ? problem(409, { detail: 'An active flow needs it' }) : HttpResponse.json(answer);
    }),
  );
});

async function show() {
  const rendered = renderAt('/data', [
    { path: '/', element: <Outlet context={campaign({ id: 'c1' })} />, children: [{ path: 'data', Component }] },
  ]);
  await screen.findByRole('switch', { name: 'Import Due Date' });
  return rendered;
}

const imported = () => screen.getByRole('switch', { name: 'Import Due Date' }) as HTMLInputElement;
const required = () => screen.getByRole('switch', { name: 'Require Due Date' }) as HTMLInputElement;

describe('Switches of a field, with a slow server', () => {
  test('should stand where they were put when the click is over', async () => {
    const { user } = await show();

    await user.click(imported());

    expect(imported().checked).toBe(false);
    expect(required().checked).toBe(false);
    expect(required().disabled).toBe(true);
    await waitFor(() => expect(gate.held).toBe(1));
    gate.open();
  });

  test('should be switched on again while switching off is not answered yet', async () => {
    const { user } = await show();

    await user.click(imported());
    await user.click(imported());

    expect(imported().checked).toBe(true);
    await waitFor(() => expect(sent).toEqual([{ import: false, required: false }]));
    gate.open();
    await waitFor(() => expect(sent).toEqual([{ import: false, required: false }, { import: true }]));
    // The first is answered, and what it left behind does not show.
    expect(imported().checked).toBe(true);
    gate.open();
    await waitFor(() => expect(asked).toBe(2));
    expect(imported().checked).toBe(true);
    expect(required().checked).toBe(false);
    expect(stored).toEqual({ ...due, required: false });
  });

  test('should ask for the fields once, when the last change is answered', async () => {
    const { user } = await show();

    for (let click = 0; click < 3; click += 1) await user.click(imported());
    for (let answer = 1; answer <= 3; answer += 1) {
      await waitFor(() => expect(gate.held).toBe(1));
      expect(sent).toHaveLength(answer);
      expect(asked).toBe(1);
      gate.open();
    }

    await waitFor(() => expect(asked).toBe(2));
    expect(sent.map(patch => patch.import)).toEqual([false, true, false]);
    expect(imported().checked).toBe(false);
  });

  test('should take back only what was refused, and say so of each', async () => {
    refuse = patch => patch.import === false;
    const { user } = await show();

    await user.click(required());
    await user.click(imported());
    expect(imported().checked).toBe(false);
    await waitFor(() => expect(gate.held).toBe(1));
    gate.open();
    await waitFor(() => expect(sent).toHaveLength(2));
    await waitFor(() => expect(gate.held).toBe(1));
    gate.open();

    expect(await screen.findByText('An active flow needs it')).toBeTruthy();
    await waitFor(() => expect(imported().checked).toBe(true));
    expect(required().checked).toBe(false);
  });

  test('should say of the first change that it was refused, though the second came behind it', async () => {
    refuse = patch => patch.required === false && patch.import === undefined;
    const { user } = await show();

    await user.click(required());
    await user.click(imported());
    for (let answer = 1; answer <= 2; answer += 1) {
      await waitFor(() => expect(gate.held).toBe(1));
      gate.open();
    }

    expect(await screen.findByText('An active flow needs it')).toBeTruthy();
    await waitFor(() => expect(asked).toBe(2));
    expect(imported().checked).toBe(false);
    expect(required().checked).toBe(false);
  });

  test('should bring Required back with Import by Undo', async () => {
    const { user } = await show();
    await user.click(imported());
    await waitFor(() => expect(gate.held).toBe(1));
    gate.open();

    await user.click(await screen.findByRole('button', { name: 'Undo' }));

    expect(imported().checked).toBe(true);
    expect(required().checked).toBe(true);
    await waitFor(() => expect(sent[1]).toEqual({ import: true, required: true }));
    gate.open();
  });
});
