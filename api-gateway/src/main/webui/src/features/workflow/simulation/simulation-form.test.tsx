import { act, screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { renderInEditor } from '../../../../tests/editor';
import { node } from '../../../../tests/flows';
import { problem, server } from '../../../../tests/server';
import { Problem } from '../../../api/problem';
import type { DataField } from '../../../api/types';
import type { Flow } from '../../../flow-model/types';
import { SimulationForm } from './simulation-form';

const due: DataField = {
  name: 'due_date',
  title: 'Due Date',
  description: '',
  type: 'date',
  level: 'participant',
  import: true,
  required: false,
  system: false,
};
const flow: Flow = {
  id: 'f1',
  name: 'Reminder',
  active: false,
  revision: 1,
  nodes: [
    node('t', 'communication_ended'),
    node('c', 'field_check', { property: 'participant.due_date', operator: 'is_set' }),
  ],
  edges: [{ id: 'e', source: 't', port: 'out', target: 'c' }],
};

function show(answer: (body: unknown) => Response, refuses?: Problem) {
  const results: unknown[] = [];
  server.use(http.post('*/api/v1/campaigns/c1/flows/f1/simulate', async ({ request }) => answer(await request.json())));
  const form = <SimulationForm hypothetical onResult={result => results.push(result)} />;
  return { ...renderInEditor(form, { flow, fields: [due], ...(refuses ? { refuses } : {}) }), results };
}

describe('Simulation', () => {
  test('should walk made-up values at a moment of the tenant’s clocks, after a communication on a channel', async () => {
    let sent: unknown;
    const { user, results } = show(body => {
      sent = body;
      return HttpResponse.json({ flow_id: 'f1', path: [], commands: [], fires: [] });
    });
    await screen.findByText('In Europe/Berlin; empty is now');

    await user.type(screen.getByRole('textbox', { name: 'Due Date' }), '2026-06-30');
    await user.type(screen.getByRole('textbox', { name: 'Last communication' }), 'REMINDED');
    await user.click(screen.getByLabelText('Channel', { selector: 'input' }));
    await user.click(await screen.findByRole('option', { name: 'Voice' }));
    await user.type(screen.getByRole('textbox', { name: 'Moment' }), '2026-06-30 09:00');
    await user.click(screen.getByRole('button', { name: 'Simulate' }));

    await waitFor(() => expect(results.at(-1)).toMatchObject({ flow_id: 'f1' }));
    expect(sent).toEqual({
      trigger: 'communication_ended',
      attributes: { due_date: '2026-06-30' },
      at: '2026-06-30T07:00:00.000Z',
      last_communication: { name: 'REMINDED', status: 'completed', channel: 'voice' },
    });
  });

  test('should say what cannot be walked', async () => {
    const { user } = show(() => problem(422, { detail: 'due_date is no date' }));
    await user.click(await screen.findByRole('button', { name: 'Simulate' }));
    expect(await screen.findByText('due_date is no date')).toBeTruthy();
  });

  test('should walk nothing else than what is seen: what cannot be saved is said instead', async () => {
    let walked = 0;
    const { user, store } = show(
      () => {
        walked += 1;
        return HttpResponse.json({});
      },
      new Problem(503, { detail: 'Away for now' }),
    );
    await screen.findByRole('button', { name: 'Simulate' });
    act(() => store.getState().run({ op: 'rename', nodeId: 'c', name: 'Not saved yet' }));
    await user.click(screen.getByRole('button', { name: 'Simulate' }));
    expect((await screen.findByRole('alert')).textContent).toContain('could not be saved');
    expect(walked).toBe(0);
  });

  test('should find participants by name and by external ID, and tell none from not having been told', async () => {
    const asked: string[] = [];
    let away = false;
    server.use(
      http.get('*/api/v1/campaigns/c1/participants', ({ request }) => {
        const query = new URL(request.url).searchParams;
        asked.push(query.toString());
        if (away) return problem(500, { detail: 'Broken' });
        const known = { id: 'p1', name: 'Ada Brandt', email: null, external_id: 'cust-7' };
        const fits = query.get('external_id') === 'cust-7' || !(query.get('name') || query.get('external_id'));
        return HttpResponse.json({ items: fits ? [known] : [], next_cursor: null });
      }),
    );
    const { user } = renderInEditor(<SimulationForm hypothetical={false} onResult={() => {}} />, { flow });
    const field = await screen.findByLabelText('Participant', { selector: 'input' });
    await user.click(field);
    await user.type(field, 'cust-7');
    await waitFor(() => expect(asked).toContain('external_id=cust-7&limit=20'));
    await waitFor(() => expect(asked).toContain('name=cust-7&limit=20'));
    expect(await screen.findByRole('option', { name: 'Ada Brandt, cust-7' })).toBeTruthy();
    away = true;
    await user.clear(field);
    await user.type(field, 'nobody');
    expect(await screen.findByText('Participants could not be loaded: type again')).toBeTruthy();
  });
});
