import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { axeFindings } from '../../../tests/axe';
import { campaign } from '../../../tests/campaigns';
import { renderAt } from '../../../tests/render';
import { me, problem, server } from '../../../tests/server';
import { Component as Layout } from './campaign-layout';

let stored = campaign({ id: 'c1', name: 'Reminder', description: 'Old', updated_on_unchanged: true });

/** What the header and the first steps also ask for. */
const around = [
  http.get('*/api/v1/campaigns/c1/analytics', () => problem(503)),
  http.get('*/api/v1/campaigns/c1/:list', () => HttpResponse.json({ items: [] })),
];

async function open(patch: (body: unknown) => Response) {
  stored = campaign({ id: 'c1', name: 'Reminder', description: 'Old', updated_on_unchanged: true });
  server.use(
    http.get('*/api/v1/campaigns/c1', () => HttpResponse.json(stored)),
    ...around,
    http.patch('*/api/v1/campaigns/c1', async ({ request }) => patch(await request.json())),
  );
  const rendered = renderAt('/campaigns/c1/data', [
    { path: '/campaigns/:campaignId', Component: Layout, children: [{ path: 'data', element: <p>Fields</p> }] },
  ]);
  await rendered.user.click(await screen.findByRole('button', { name: 'Campaign actions' }));
  await rendered.user.click(await screen.findByRole('menuitem', { name: 'Settings' }));
  return { ...rendered, dialog: await screen.findByRole('dialog', { name: 'Campaign settings' }) };
}

describe('Settings of a campaign', () => {
  test('should change what it is for, and what rows do that change nothing', async () => {
    const sent: unknown[] = [];
    const { user, dialog } = await open(body => {
      sent.push(body);
      stored = { ...stored, ...(body as object) };
      return HttpResponse.json(stored);
    });
    expect(await axeFindings()).toEqual([]);

    const description = within(dialog).getByRole('textbox', { name: 'Description' });
    await user.clear(description);
    await user.type(description, 'Reminds people of their payments');
    await user.click(within(dialog).getByRole('switch', { name: /Participant Updated/ }));
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));

    await waitFor(() =>
      expect(sent).toEqual([{ description: 'Reminds people of their payments', updated_on_unchanged: false }]),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  test('should send nothing when nothing was changed', async () => {
    const { user, dialog } = await open(() => problem(500));
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  test('should keep the dialog and say at the field what is refused', async () => {
    const { user, dialog } = await open(() =>
      problem(422, { errors: [{ field: 'description', message: 'Too strange' }] }),
    );
    await user.type(within(dialog).getByRole('textbox', { name: 'Description' }), '!');
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));

    expect(await within(dialog).findByText('Too strange')).toBeTruthy();
  });

  test('should not be offered to a viewer', async () => {
    server.use(
      http.get('*/api/v1/me', () => HttpResponse.json({ ...me, roles: ['viewer'] })),
      http.get('*/api/v1/campaigns/c1', () => HttpResponse.json(stored)),
      ...around,
    );
    const { user } = renderAt('/campaigns/c1/data', [
      { path: '/campaigns/:campaignId', Component: Layout, children: [{ path: 'data', element: <p>Fields</p> }] },
    ]);
    await user.click(await screen.findByRole('button', { name: 'Campaign actions' }));
    await screen.findByRole('menuitem', { name: 'Export' });
    expect(screen.queryByRole('menuitem', { name: 'Settings' })).toBeNull();
  });
});
