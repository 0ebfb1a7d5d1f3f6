import { act, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { campaign } from '../../../tests/campaigns';
import { Gate } from '../../../tests/gate';
import { renderAt } from '../../../tests/render';
import { problem, server } from '../../../tests/server';
import { Component } from './campaign-layout';
import { rememberChecklist } from './first-run/checklist-choice';

const show = () =>
  renderAt('/campaigns/c1/data', [
    { path: '/campaigns', element: <p>the list</p> },
    { path: '/campaigns/:campaignId', Component, children: [{ path: 'data', element: <input aria-label="Typed" /> }] },
  ]);

/** The campaign as the server has it from now on. */
function serve(answer: () => Response | Promise<Response>) {
  rememberChecklist('c1', 'off');
  server.use(
    http.get('*/api/v1/campaigns/c1', answer as never),
    http.get('*/api/v1/campaigns/c1/uploads', () =>
      HttpResponse.json({ items: [], next_cursor: null, last_upload_at: null, total_processed: 0 }),
    ),
  );
}

describe('The pages of a campaign', () => {
  test('should have their tabs in place while the campaign is on its way', async () => {
    const gate = new Gate();
    serve(async () => {
      await gate.pass();
      return HttpResponse.json(campaign({ id: 'c1' }));
    });
    show();
    expect(await screen.findByRole('link', { name: 'Participants' })).toBeTruthy();
    expect(screen.getByRole('status', { name: 'Loading' })).toBeTruthy();
    await waitFor(() => expect(gate.held).toBe(1));
    gate.open();
    expect(await screen.findByRole('heading', { name: 'Payment reminder' })).toBeTruthy();
  });

  test('should say that there is no such campaign once somebody else has deleted it', async () => {
    let deleted = false;
    serve(() => (deleted ? problem(404) : HttpResponse.json(campaign({ id: 'c1' }))) as never);
    show();
    await screen.findByRole('heading', { name: 'Payment reminder' });
    deleted = true;
    act(() => {
      window.dispatchEvent(new Event('visibilitychange'));
      window.dispatchEvent(new Event('focus'));
    });
    expect(await screen.findByRole('heading', { name: 'There is no such page' })).toBeTruthy();
  });

  test('should keep what is typed while the campaign cannot be asked for', async () => {
    let away = false;
    serve(() => (away ? problem(503) : HttpResponse.json(campaign({ id: 'c1' }))) as never);
    const { user } = show();
    await user.type(await screen.findByLabelText('Typed'), 'still here');
    away = true;
    act(() => {
      window.dispatchEvent(new Event('visibilitychange'));
    });
    expect((screen.getByLabelText('Typed') as HTMLInputElement).value).toBe('still here');
  });

  test('should be left, without asking for it once more, when the campaign is deleted here', async () => {
    let asked = 0;
    serve(() => {
      asked += 1;
      return HttpResponse.json(campaign({ id: 'c1' })) as never;
    });
    server.use(http.delete('*/api/v1/campaigns/c1', () => new HttpResponse(null, { status: 204 })));
    const { user } = show();
    await user.click(await screen.findByRole('button', { name: 'Campaign actions' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete' }));
    const dialog = await screen.findByRole('dialog', { name: /Delete/ });
    await user.type(within(dialog).getByRole('textbox'), 'Payment reminder');
    const before = asked;
    await user.click(within(dialog).getByRole('button', { name: 'Delete campaign' }));
    expect(await screen.findByText('the list')).toBeTruthy();
    expect(asked).toBe(before);
  });

  test('should not show why a start failed when it is asked whether to stop', async () => {
    serve(
      () =>
        HttpResponse.json(
          campaign({
            id: 'c1',
            status: 'error',
            error: { at: '2026-06-28T07:00:00Z', code: 'x', message: 'x' } as never,
          }),
        ) as never,
    );
    server.use(http.post('*/api/v1/campaigns/c1/start', () => problem(409, { detail: 'Not now' })));
    const { user } = show();
    await user.click(await screen.findByRole('button', { name: 'Start' }));
    expect(await screen.findByText('Not now')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Stop' }));
    const dialog = await screen.findByRole('dialog', { name: 'Stop the campaign?' });
    expect(within(dialog).queryByRole('alert')).toBeNull();
  });
});
