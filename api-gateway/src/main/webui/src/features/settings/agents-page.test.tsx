import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { agent, channel } from '../../../tests/agents';
import { axeFindings } from '../../../tests/axe';
import { problem, server } from '../../../tests/server';
import { list, row, show, viewer } from '../../../tests/settings';
import { Component as Agents } from './agents-page';

describe('Agents page', () => {
  test('should list kind, status, channels by name and the time without answer', async () => {
    server.use(list('agents', [agent({ status: 'stopped' })]), list('channels', [channel()]));
    show(Agents);

    const line = await row('Local simulator');
    expect(within(line).getByText('Simulated')).toBeTruthy();
    expect(within(line).getByText('Stopped')).toBeTruthy();
    expect(await within(line).findByText('Local whatsapp')).toBeTruthy();
    expect(within(line).getByText('72 hours')).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
  });

  test('should say what an agent is while there is none', async () => {
    server.use(list('agents', []), list('channels', []));
    show(Agents);
    expect(await screen.findByText('No agents yet')).toBeTruthy();
    expect(screen.getAllByRole('button', { name: 'New agent' })).toHaveLength(2);
  });

  test('should say what failed', async () => {
    server.use(
      http.get('*/api/v1/agents', () => problem(503, { detail: 'Away', code: 'unavailable' })),
      list('channels', []),
    );
    show(Agents);
    expect((await screen.findByRole('alert')).textContent).toContain('unavailable');
  });

  test('should be read-only for a viewer', async () => {
    server.use(viewer, list('agents', [agent()]), list('channels', [channel()]));
    show(Agents);
    await row('Local simulator');
    expect(screen.queryByRole('button', { name: 'New agent' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Actions for Local simulator' })).toBeNull();
  });

  test('should create a simulated agent with odds and a result', async () => {
    let sent: unknown;
    server.use(
      list('agents', []),
      list('channels', [channel()]),
      http.post('*/api/v1/agents', async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json(agent(), { status: 201 });
      }),
    );
    const { user } = show(Agents);
    await user.click((await screen.findAllByRole('button', { name: 'New agent' }))[0] as HTMLElement);
    const dialog = await screen.findByRole('dialog', { name: 'New agent' });
    await user.click(within(dialog).getByRole('button', { name: 'Create agent' }));
    expect(within(dialog).getByText('Give a name')).toBeTruthy();
    await user.type(within(dialog).getAllByRole('textbox', { name: /^Name/ })[0] as HTMLElement, 'Trial');
    await user.clear(within(dialog).getByRole('textbox', { name: 'Replied, %' }));
    await user.type(within(dialog).getByRole('textbox', { name: 'Replied, %' }), '100');
    await user.click(within(dialog).getByRole('button', { name: 'Add result' }));
    await user.type(within(dialog).getAllByRole('textbox', { name: /^Name/ })[1] as HTMLElement, 'outcome');
    await user.type(
      within(dialog).getByLabelText(/Allowed values/, { selector: 'input' }),
      'paid{Enter}refused{Enter}',
    );
    expect(await axeFindings()).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Create agent' }));

    await waitFor(() =>
      expect(sent).toEqual({
        name: 'Trial',
        kind: 'simulated',
        channel_ids: [],
        no_response_after: 'PT72H',
        results: [{ name: 'outcome', title: '', type: 'enumeration', values: ['paid', 'refused'] }],
        settings: { delivered: 0.98, read: 0.8, replied: 1, failed: 0.01, delay_ms: 1500, seed: 0 },
      }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  test('should create an external agent with an endpoint, a secret and typed results', async () => {
    let sent: unknown;
    server.use(
      list('agents', []),
      list('channels', [channel()]),
      http.post('*/api/v1/agents', async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json(agent(), { status: 201 });
      }),
    );
    const { user } = show(Agents);
    await user.click((await screen.findAllByRole('button', { name: 'New agent' }))[0] as HTMLElement);
    const dialog = await screen.findByRole('dialog', { name: 'New agent' });
    await user.type(within(dialog).getAllByRole('textbox', { name: /^Name/ })[0] as HTMLElement, 'Coach');
    await user.click(within(dialog).getByRole('combobox', { name: /^Kind/ }));
    await user.click(await screen.findByRole('option', { name: 'External' }));
    await user.click(within(dialog).getByRole('button', { name: 'Create agent' }));
    expect(within(dialog).getByText('Give the address at which the agent takes sessions')).toBeTruthy();
    await user.type(within(dialog).getByRole('textbox', { name: /^Endpoint/ }), 'https://agents.example.com/sessions');
    const secret = (within(dialog).getByRole('textbox', { name: /^Secret/ }) as HTMLInputElement).value;
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    await user.click(within(dialog).getByRole('button', { name: 'Add result' }));
    await user.type(within(dialog).getAllByRole('textbox', { name: /^Name/ })[1] as HTMLElement, 'outcome');
    await user.type(within(dialog).getByLabelText(/Allowed values/, { selector: 'input' }), 'paid{Enter}');
    expect(within(dialog).queryByLabelText(/Answers to choose from/)).toBeNull();
    expect(await axeFindings()).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Create agent' }));

    await waitFor(() =>
      expect(sent).toEqual({
        name: 'Coach',
        kind: 'external',
        channel_ids: [],
        no_response_after: 'PT72H',
        results: [{ name: 'outcome', title: '', type: 'enumeration', values: ['paid'] }],
        settings: { endpoint: 'https://agents.example.com/sessions', secret },
      }),
    );
  });

  test('should keep the secret of an external agent that is changed', async () => {
    let sent: { settings?: unknown } = {};
    const external = agent({
      name: 'Coach',
      kind: 'external',
      results: [],
      settings: { endpoint: 'https://agents.example.com/' },
    });
    server.use(
      list('agents', [external]),
      list('channels', [channel()]),
      http.patch('*/api/v1/agents/a1', async ({ request }) => {
        sent = (await request.json()) as typeof sent;
        return HttpResponse.json(external);
      }),
    );
    const { user } = show(Agents);
    await user.click(await row('Coach'));
    const dialog = await screen.findByRole('dialog', { name: 'Agent Coach' });
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent.settings).toEqual({ endpoint: 'https://agents.example.com/' }));
  });

  test('should show at its field what the server refuses', async () => {
    server.use(
      list('agents', [agent()]),
      list('channels', [channel()]),
      http.patch('*/api/v1/agents/a1', () =>
        problem(422, { errors: [{ field: 'results[0]', message: 'Only an enumeration has allowed values' }] }),
      ),
    );
    const { user } = show(Agents);
    await user.click(await row('Local simulator'));
    const dialog = await screen.findByRole('dialog', { name: 'Agent Local simulator' });
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(await within(dialog).findByText('Only an enumeration has allowed values')).toBeTruthy();
  });

  test('should name the flows that a refused delete names', async () => {
    const detail = 'Active flows use the agent: Reminder (Payment). Deactivate them first';
    server.use(
      list('agents', [agent()]),
      list('channels', [channel()]),
      http.delete('*/api/v1/agents/a1', () => problem(409, { detail, code: 'conflict' })),
    );
    const { user } = show(Agents);
    await row('Local simulator');
    await user.click(screen.getByRole('button', { name: 'Actions for Local simulator' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete' }));
    const dialog = await screen.findByRole('dialog', { name: 'Delete Local simulator?' });
    await user.click(within(dialog).getByRole('button', { name: 'Delete' }));
    expect(await within(dialog).findByText(detail)).toBeTruthy();
  });

  test('should stop only after it has said what that means', async () => {
    let stopped = false;
    server.use(
      list('agents', [agent()]),
      list('channels', [channel()]),
      http.post('*/api/v1/agents/a1/stop', () => {
        stopped = true;
        return HttpResponse.json(agent({ status: 'stopped' }));
      }),
    );
    const { user } = show(Agents);
    await row('Local simulator');
    await user.click(screen.getByRole('button', { name: 'Actions for Local simulator' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Stop' }));
    const dialog = await screen.findByRole('dialog', { name: 'Stop Local simulator?' });
    expect(dialog.textContent).toContain('go into Error');
    expect(stopped).toBe(false);
    await user.click(within(dialog).getByRole('button', { name: 'Stop' }));
    await waitFor(() => expect(stopped).toBe(true));
  });
});
