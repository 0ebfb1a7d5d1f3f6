import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { campaign } from '../../../tests/campaigns';
import { renderAt } from '../../../tests/render';
import { me, problem, server } from '../../../tests/server';
import { Component } from './campaigns-page';

const routes = [
  { path: '/campaigns', Component },
  { path: '*', element: <p>elsewhere</p> },
];
const answer = (items: unknown[]) =>
  http.get('*/api/v1/campaigns', () => HttpResponse.json({ items, next_cursor: null }));

describe('Campaigns page', () => {
  test('should show what the guide lists of each campaign, in the tenant’s zone', async () => {
    server.use(answer([campaign()]));
    renderAt('/campaigns', routes);

    const row = (await screen.findByRole('link', { name: 'Payment reminder' })).closest('[role=row]') as HTMLElement;
    expect(within(row).getByText('Before the due date')).toBeTruthy();
    expect(within(row).getByText('1 / 2')).toBeTruthy();
    expect(within(row).getByText('12,480')).toBeTruthy();
    expect(within(row).getByText('2026-06-28 09:41')).toBeTruthy();
  });

  test('should say what a campaign is and offer to create one while there is none', async () => {
    server.use(answer([]));
    renderAt('/campaigns', routes);

    expect(await screen.findByText('No campaigns yet')).toBeTruthy();
    expect(screen.getAllByRole('button', { name: 'Create Campaign +' })).toHaveLength(2);
  });

  test('should offer to clear the filters when none is found', async () => {
    server.use(answer([]));
    const { user, path } = renderAt('/campaigns?search=xyz&status=active', routes);

    await user.click(await screen.findByRole('button', { name: 'Clear filters' }));

    expect(path()).toBe('/campaigns');
  });

  test('should say what failed and try again', async () => {
    let calls = 0;
    server.use(
      http.get('*/api/v1/campaigns', () => {
        calls += 1;
        return calls === 1
          ? problem(503, { detail: 'The campaign service could not be reached', code: 'unavailable' })
          : HttpResponse.json({ items: [campaign()], next_cursor: null });
      }),
    );
    const { user } = renderAt('/campaigns', routes);

    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('The campaign service could not be reached');
    expect(alert.textContent).toContain('unavailable');
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));

    expect(await screen.findByRole('link', { name: 'Payment reminder' })).toBeTruthy();
  });

  test('should not offer what a viewer may not do', async () => {
    server.use(
      http.get('*/api/v1/me', () => HttpResponse.json({ ...me, roles: ['viewer'] })),
      answer([campaign()]),
    );
    renderAt('/campaigns', routes);

    await screen.findByRole('link', { name: 'Payment reminder' });
    expect(screen.queryByRole('button', { name: 'Create Campaign +' })).toBeNull();
  });

  test('should create a campaign and lead to its Data', async () => {
    let sent: unknown;
    server.use(
      answer([]),
      http.post('*/api/v1/campaigns', async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json(campaign({ id: 'c1', name: 'Autumn' }), { status: 201 });
      }),
    );
    const { user, path } = renderAt('/campaigns', routes);

    await user.click((await screen.findAllByRole('button', { name: 'Create Campaign +' }))[0] as HTMLElement);
    const dialog = await screen.findByRole('dialog', { name: 'Create campaign' });
    await user.click(within(dialog).getByRole('button', { name: 'Create' }));
    expect(await within(dialog).findByText('Give the campaign a name')).toBeTruthy();
    await user.type(within(dialog).getByRole('textbox', { name: /Name/ }), ' Autumn ');
    await user.click(within(dialog).getByRole('button', { name: 'Create' }));

    await waitFor(() => expect(path()).toBe('/campaigns/c1/data'));
    expect(sent).toEqual({ name: 'Autumn', description: '' });
  });

  test('should say at the name that another campaign has it', async () => {
    server.use(answer([campaign({ name: 'AUTUMN' })]));
    const { user } = renderAt('/campaigns', routes);

    await user.click((await screen.findAllByRole('button', { name: 'Create Campaign +' }))[0] as HTMLElement);
    const dialog = await screen.findByRole('dialog', { name: 'Create campaign' });
    await user.type(within(dialog).getByRole('textbox', { name: /Name/ }), 'autumn');
    await user.tab();

    expect(await within(dialog).findByText('Another campaign has this name')).toBeTruthy();
  });

  test('should delete only after the name was typed', async () => {
    let deleted = '';
    server.use(
      answer([campaign({ id: 'c1' })]),
      http.delete('*/api/v1/campaigns/:id', ({ params }) => {
        deleted = String(params.id);
        return new HttpResponse(null, { status: 204 });
      }),
    );
    const { user } = renderAt('/campaigns', routes);

    await user.click(await screen.findByRole('button', { name: 'Actions for Payment reminder' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete' }));
    const dialog = await screen.findByRole('dialog', { name: 'Delete Payment reminder?' });
    const button = within(dialog).getByRole('button', { name: 'Delete campaign' }) as HTMLButtonElement;
    expect(button.disabled).toBe(true);
    await user.type(within(dialog).getByRole('textbox'), 'Payment reminder');
    await user.click(button);

    await waitFor(() => expect(deleted).toBe('c1'));
  });
});
