import type { NameContext } from '../src/flow-model/name';
import type { Flow, FlowNode, NodeType, Property } from '../src/flow-model/types';

export function node(id: string, type: NodeType, settings: FlowNode['settings'] = {}, x = 0, y = 0): FlowNode {
  return { id, type, name: '', position: { x, y }, settings };
}

const properties: readonly Property[] = [
  { reference: 'participant.due_date', title: 'Due Date', type: 'date', level: 'participant', values: [] },
  {
    reference: 'participant.is_payment_received',
    title: 'Is Payment Received',
    type: 'boolean',
    level: 'participant',
    values: [],
  },
  { reference: 'participant.balance', title: 'Balance', type: 'numeric', level: 'participant', values: [] },
  { reference: 'participant.stage', title: 'Stage', type: 'enumeration', level: 'participant', values: ['a', 'b'] },
  { reference: 'customer.name', title: 'Name', type: 'string', level: 'customer', values: [] },
];

export const context: NameContext = {
  property: reference => properties.find(property => property.reference === reference),
  flowName: id => (id === 'f2' ? 'Second' : undefined),
};

const due = (days: number) => ({
  property: 'participant.due_date',
  operator: 'is_on_or_after',
  value: { kind: 'relative_date', base: 'today', offset_days: days },
});
const message = (name: string) => ({ communication_name: name, agent_id: 'a', channel_id: 'c' });

/** The guide's example. */
export const reminder: Flow = {
  id: 'f1',
  name: 'Reminder',
  active: false,
  revision: 7,
  nodes: [
    node('n1', 'participant_created'),
    node('n2', 'field_check', {
      property: 'participant.is_payment_received',
      operator: 'equals',
      value: { kind: 'literal', value: false },
    }),
    node('n3', 'field_check', due(3)),
    node('n4', 'cancel_communications'),
    node('n5', 'whatsapp_communication', message('REMINDED_BEFORE_2D')),
    node('n6', 'field_check', due(0)),
    node('n7', 'whatsapp_communication', message('REMINDED_DUE_DATE')),
  ],
  edges: [
    { id: 'e1', source: 'n1', port: 'out', target: 'n2' },
    { id: 'e2', source: 'n2', port: 'match', target: 'n3' },
    { id: 'e3', source: 'n2', port: 'else', target: 'n4' },
    { id: 'e4', source: 'n3', port: 'match', target: 'n5' },
    { id: 'e5', source: 'n3', port: 'else', target: 'n6' },
    { id: 'e6', source: 'n6', port: 'match', target: 'n7' },
  ],
};

/** The same numbers for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
