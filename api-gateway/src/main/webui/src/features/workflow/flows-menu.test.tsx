import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, test } from 'vitest';
import { campaign } from '../../../tests/campaigns';
import { renderInEditor } from '../../../tests/editor';
import { reminder } from '../../../tests/flows';
import { Gate } from '../../../tests/gate';
import { problem, server } from '../../../tests/server';
import { useFlowList } from '../../api/queries/flows';
import type { Campaign } from '../../api/types';
import type { Flow } from '../../flow-model/types';
import { FlowsMenu } from './flows-menu';

const second: Flow = { ...reminder, id: 'f2', name: 'Follow-up', revision: 3 };
let stored: Flow[];
let calls: string[];
let gate: Gate | null;

/** Each call as `activate f1 "7"`, with the revision that it was made for. */
const run = (what: 'activate' | 'deactivate') =>
  http.post(`*/api/v1/campaigns/c1/flows/:id/${what}`, async ({ params, request }) => {
    calls.push(`${what} ${params.id} ${request.headers.get('if-match') ?? ''}`.trim());
    await gate?.pass();
    stored = stored.map(flow =>
      flow.id === params.id ? { ...flow, active: what === 'activate', revision: flow.revision + 1 } : flow,
    );
    return HttpResponse.json(stored.find(flow => flow.id === params.id));
  });

beforeEach(() => {
  stored = [reminder, second];
  calls = [];
  gate = null;
  server.use(
    http.get('*/api/v1/campaigns/c1/flows', () => HttpResponse.json({ items: stored, next_cursor: null })),
    run('activate'),
    run('deactivate'),
  );
});

function Menu({ shown }: { readonly shown: Campaign }) {
  const flows = useFlowList('c1');
  return flows.data ? <FlowsMenu campaign={shown} flows={flows.data} onCreate={() => {}} /> : null;
}

async function open(change: Partial<Campaign> = {}) {
  const rendered = renderInEditor(<Menu shown={campaign({ id: 'c1', ...change })} />, { flow: reminder });
  await rendered.user.click(await screen.findByRole('button', { name: /^Flows/ }));
  const panel = await screen.findByRole('dialog', { name: /^Flows/ });
  const row = (name: string) => within(panel).getByRole('button', { name }).closest('li') as HTMLElement;
  const choose = async (name: string, item: string) => {
    await rendered.user.click(within(row(name)).getByRole('button', { name: `Actions for the flow ${name}` }));
    await rendered.user.click(await within(row(name)).findByRole('menuitem', { name: item }));
  };
  return { ...rendered, panel, row, choose };
}

describe('Flows menu', () => {
  test('should activate and deactivate by the three dots next to each flow', async () => {
    const { row, choose, store } = await open();

    await choose('Reminder', 'Activate');
    await within(row('Reminder')).findByText('Active');
    await waitFor(() => expect(store.getState().flow.revision).toBe(8));
    await choose('Reminder', 'Deactivate');
    await within(row('Reminder')).findByText('Inactive');

    await waitFor(() => expect(calls).toEqual(['activate f1 "7"', 'deactivate f1']));
  });

  test('should activate the second flow while the first is not answered yet, and lose neither', async () => {
    gate = new Gate();
    const { row, choose, store } = await open();

    await choose('Reminder', 'Activate');
    await choose('Follow-up', 'Activate');

    expect(within(row('Reminder')).getByText('Active')).toBeTruthy();
    expect(within(row('Follow-up')).getByText('Active')).toBeTruthy();
    await waitFor(() => expect(gate?.held).toBe(1));
    gate.open();
    await waitFor(() => expect(calls).toEqual(['activate f1 "7"', 'activate f2 "3"']));
    // The open flow has the revision of its activation, so that its next save is no conflict with itself.
    await waitFor(() => expect(store.getState().flow.revision).toBe(8));
    await waitFor(() => expect(gate?.held).toBe(1));
    gate.open();
    await waitFor(() => expect(screen.getByText(/Follow-up is active/)).toBeTruthy());
    expect(screen.getByText(/Reminder is active/)).toBeTruthy();
  });

  test('should show as inactive again what is refused, with each reason', async () => {
    server.use(
      http.post('*/api/v1/campaigns/c1/flows/f1/activate', () =>
        problem(422, {
          detail: 'The flow has errors',
          findings: [
            { severity: 'error', code: 'required_fields', flow_id: 'f1', node_id: 'n5', message: 'Fill in: Agent' },
            { severity: 'warning', code: 'branch_open', flow_id: 'f1', node_id: 'n6', message: 'Else is open' },
          ],
        }),
      ),
    );
    const { user, choose, store } = await open();

    await choose('Reminder', 'Activate');
    const dialog = await screen.findByRole('dialog', { name: /Reminder cannot be activated/ });
    expect(within(dialog).queryByText('Else is open')).toBeNull();
    await user.click(within(dialog).getByRole('button', { name: 'Fill in: Agent' }));

    expect(store.getState().panelNode).toBe('n5');
    await user.click(screen.getByRole('button', { name: /^Flows/ }));
    expect((await screen.findAllByText('Inactive')).length).toBe(2);
  });

  test.each([
    ['Rename', /^Rename flow/],
    ['Delete', /^Delete the flow/],
  ])('should make room for the dialog that %s opens', async (item, title) => {
    const { choose } = await open();
    await choose('Reminder', item);
    expect(await screen.findByRole('dialog', { name: title })).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole('dialog', { name: /^Flows/ })).toBeNull());
  });

  test('should move flows one after the other, each upon the order before it', async () => {
    const sent: string[][] = [];
    const held = new Gate();
    server.use(
      http.put('*/api/v1/campaigns/c1/flows/order', async ({ request }) => {
        const { ids } = (await request.json()) as { ids: string[] };
        sent.push(ids);
        await held.pass();
        stored = ids.map(id => stored.find(flow => flow.id === id) as Flow);
        return new HttpResponse(null, { status: 204 });
      }),
    );
    const { panel, choose } = await open();
    const names = () => [...panel.querySelectorAll('li')].map(one => one.querySelector('button')?.textContent);

    await choose('Reminder', 'Move down');
    expect(names()).toEqual(['Follow-up', 'Reminder']);
    await choose('Reminder', 'Move up');
    expect(names()).toEqual(['Reminder', 'Follow-up']);
    for (let answer = 1; answer <= 2; answer += 1) {
      await waitFor(() => expect(held.held).toBe(1));
      expect(names()).toEqual(['Reminder', 'Follow-up']);
      held.open();
    }

    await waitFor(() =>
      expect(sent).toEqual([
        ['f2', 'f1'],
        ['f1', 'f2'],
      ]),
    );
  });

  test('should disable activation, deactivation and deletion while the campaign is active, with the reason', async () => {
    const { user, row } = await open({ status: 'active' });
    await user.click(within(row('Reminder')).getByRole('button', { name: 'Actions for the flow Reminder' }));

    for (const name of ['Activate', 'Delete']) {
      const item = (await within(row('Reminder')).findByRole('menuitem', { name })) as HTMLButtonElement;
      expect(item.disabled).toBe(true);
      expect(item.getAttribute('aria-description')).toMatch(/Stop the campaign/);
    }
  });
});
