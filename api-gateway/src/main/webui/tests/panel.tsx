import { screen } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { expect } from 'vitest';
import type { DataField, Finding } from '../src/api/types';
import NodePanel from '../src/features/workflow/panel/node-panel';
import type { Flow, NodeType, Settings } from '../src/flow-model/types';
import { agent, channel } from './agents';
import { renderInEditor, type Surroundings } from './editor';
import { node } from './flows';

const field = (name: string, title: string, change: Partial<DataField>): DataField => ({
  name,
  title,
  description: '',
  type: 'string',
  level: 'participant',
  import: true,
  required: false,
  system: false,
  ...change,
});
export const fields: readonly DataField[] = [
  field('email', 'Email', { type: 'email', level: 'customer', system: true }),
  field('due_date', 'Due Date', { type: 'date' }),
  field('called_at', 'Called At', { type: 'datetime' }),
  field('paid', 'Is Payment Received', { type: 'boolean' }),
  field('balance', 'Balance', { type: 'numeric' }),
  field('stage', 'Stage', { type: 'enumeration', values: ['first', 'second'] }),
];
export const mail = channel({ id: 'ch2', name: 'Mail', type: 'email' });
export const agents = [
  agent(),
  agent({ id: 'a2', name: 'Letters', kind: 'message', channel_ids: ['ch2'] }),
  agent({ id: 'a3', name: 'Asleep', status: 'stopped', channel_ids: ['ch1', 'ch2'] }),
];
export const target: Flow = {
  id: 'f2',
  name: 'Follow-up',
  active: false,
  revision: 1,
  nodes: [node('t', 'from_another_flow')],
  edges: [],
};

export function open(type: NodeType, settings: Settings = {}, around: Partial<Surroundings> = {}) {
  const flow: Flow = {
    id: 'f1',
    name: 'Reminder',
    active: false,
    revision: 1,
    nodes: [node('start', 'participant_created'), node('n', type, settings)],
    edges: [{ id: 'e', source: 'start', port: 'out', target: 'n' }],
  };
  const rendered = renderInEditor(<NodePanel />, {
    flow,
    fields,
    agents,
    channels: [channel(), mail],
    flows: [flow, target],
    ...around,
  });
  rendered.store.getState().openPanel('n');
  return {
    ...rendered,
    settings: () => rendered.store.getState().flow.nodes.find(one => one.id === 'n')?.settings,
  };
}

export const found = (setting: string, message: string): Partial<Surroundings> => ({
  findings: [{ severity: 'error', code: 'wrong', flow_id: 'f1', node_id: 'n', setting, message } satisfies Finding],
});
export const input = (label: string | RegExp) =>
  screen.findByLabelText(label, { selector: 'input:not([type=radio]), textarea' });
export const saysAt = async (label: string | RegExp, message: string) => {
  const own = (await input(label)).closest('.mantine-InputWrapper-root');
  const around = own?.parentElement?.closest('.mantine-InputWrapper-root') ?? own;
  expect(around?.textContent).toContain(message);
};
export async function choose(user: UserEvent, label: string | RegExp, option: string) {
  await user.click(await input(label));
  await user.click(await screen.findByRole('option', { name: option }));
}
