import { act, screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { renderInEditor } from '../../../../tests/editor';
import { reminder } from '../../../../tests/flows';
import type { Simulation } from '../../../api/queries/flows';
import type { DataField } from '../../../api/types';
import { SimulationView } from './simulation-view';

const step = (node_id: string, port: string, operands: string[]) => ({
  flow_id: 'f1',
  node_id,
  port,
  operands,
  message: null,
  ended: null,
});
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
const simulation = {
  flow_id: 'f1',
  outcome: 'completed',
  error: null,
  timezone: 'Europe/Berlin',
  path: [step('n1', 'out', []), step('n2', 'match', ['false', 'false']), step('n5', 'out', ['REMINDED_BEFORE_2D'])],
  commands: [],
  fires: [],
} as unknown as Simulation;

describe('The steps of a simulation', () => {
  test('should show both sides of a comparison, also where they are the same, and a name once', async () => {
    renderInEditor(<SimulationView simulation={simulation} />, { flow: reminder });
    expect(await screen.findByText('false = false')).toBeTruthy();
    expect(screen.getAllByText('REMINDED_BEFORE_2D')).toHaveLength(1);
  });

  test('should call fields by their titles, also where the server names them', async () => {
    const told = { ...step('n3', 'else', ['', '2026-07-01']), message: 'participant.due_date is not set' };
    renderInEditor(<SimulationView simulation={{ ...simulation, path: [told] } as unknown as Simulation} />, {
      flow: reminder,
      fields: [due],
    });
    expect(await screen.findByText('Due Date is not set')).toBeTruthy();
    expect(screen.queryByText(/not set is/)).toBeNull();
  });

  test('should mark the step of the node that is selected, or that the pointer is on', async () => {
    const { store, user } = renderInEditor(<SimulationView simulation={simulation} />, { flow: reminder });
    const current = () => document.querySelector('[aria-current=step]')?.textContent;
    act(() => store.getState().show('simulation'));
    await user.click(await screen.findByRole('button', { name: /REMINDED_BEFORE_2D/ }));
    expect(current()).toContain('REMINDED_BEFORE_2D');
    act(() => store.getState().point('n1'));
    expect(current()).toContain('Participant Created');
    act(() => store.getState().point(null));
    expect(current()).toContain('REMINDED_BEFORE_2D');
  });
});
