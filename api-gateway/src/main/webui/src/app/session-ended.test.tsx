import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { campaign } from '../../tests/campaigns';
import { renderAt } from '../../tests/render';
import { problem, server } from '../../tests/server';
import { Component as CampaignsPage } from '../features/campaigns/campaigns-page';
import { Shell } from './shell';

describe('A session that ends in the middle of an edit', () => {
  test('should be begun again over the form, which is then saved as it was typed', async () => {
    const sent: unknown[] = [];
    let ended = true;
    server.use(
      http.get('*/api/v1/campaigns', () => HttpResponse.json({ items: [], next_cursor: null })),
      http.post('*/api/v1/campaigns', async ({ request }) => {
        const body = await request.json();
        if (ended) return problem(401, { title: 'Not signed in' });
        sent.push(body);
        return HttpResponse.json(campaign({ id: 'c9' }), { status: 201 });
      }),
      http.post('*/api/v1/session', () => {
        ended = false;
        return HttpResponse.json({});
      }),
    );
    const { user, path } = renderAt('/campaigns', [
      {
        path: '/',
        Component: Shell,
        children: [
          { path: 'campaigns', Component: CampaignsPage },
          { path: '*', element: <p>elsewhere</p> },
        ],
      },
    ]);
    await user.click((await screen.findAllByRole('button', { name: 'Create Campaign +' }))[0] as HTMLElement);
    const form = await screen.findByRole('dialog', { name: 'Create campaign' });
    await user.type(within(form).getByLabelText(/^Name/), 'Reminder');
    await user.type(within(form).getByLabelText(/^Description/), 'Before the due date');
    await user.click(within(form).getByRole('button', { name: 'Create' }));

    const asked = await screen.findByRole('dialog', { name: 'Your sign-in has ended' });
    expect(within(asked).getByText(/Nothing on this page is lost/)).toBeTruthy();
    await user.type(await within(asked).findByLabelText(/^Password/), 'secret');
    await user.click(within(asked).getByRole('button', { name: 'Sign in' }));

    await waitFor(() => expect(path()).toBe('/campaigns/c9/data'));
    expect(sent).toEqual([{ name: 'Reminder', description: 'Before the due date' }]);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  test('should stay signed in, and say so, if signing out fails', async () => {
    server.use(
      http.get('*/api/v1/campaigns', () => HttpResponse.json({ items: [campaign()], next_cursor: null })),
      http.delete('*/api/v1/session', () => problem(503, { title: 'Unavailable', detail: 'Away for now' })),
    );
    const { user } = renderAt('/campaigns', [
      { path: '/', Component: Shell, children: [{ path: 'campaigns', Component: CampaignsPage }] },
    ]);
    await user.click(await screen.findByRole('button', { name: /Mara Klein/ }));
    await user.click(await screen.findByRole('menuitem', { name: 'Sign out' }));
    expect(await screen.findByText('Away for now')).toBeTruthy();
    expect(screen.getByText('Payment reminder')).toBeTruthy();
  });
});
