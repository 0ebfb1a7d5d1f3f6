import type { Communication, Session } from '../src/api/queries/communications';
import type { CustomerDetails } from '../src/api/queries/customers';
import type { Participant, ParticipantDetails } from '../src/api/queries/participants';
import type { Walk } from '../src/api/queries/walks';
import type { DataField } from '../src/api/types';
import type { Flow } from '../src/flow-model/types';

export const UPLOAD = '0198f2c4-7d1e-7a00-8000-0000000000aa';

export function participant(change: Partial<Participant> = {}): Participant {
  return {
    id: 'p1',
    campaign_id: 'c1',
    customer_id: 'k1',
    object_id: 'loan_456',
    timezone: null,
    name: 'Alex Weber',
    email: 'alex@example.com',
    phone: '+491512000000',
    external_id: 'cust_1000',
    communications_count: 2,
    status: 'active',
    result: null,
    result_at: null,
    created_at: '2026-06-28T07:41:00Z',
    updated_at: '2026-06-28T07:45:00Z',
    ...change,
  };
}

export function details(change: Partial<ParticipantDetails> = {}): ParticipantDetails {
  return {
    ...participant(),
    attributes: { email: 'alex@example.com', due_date: '2026-06-30', amount: '10.00', paid: false, called_at: null },
    ...change,
  };
}

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
  field('amount', 'Amount', { type: 'numeric' }),
  field('paid', 'Is Payment Received', { type: 'boolean' }),
  field('called_at', 'Called At', { type: 'datetime' }),
];

export function communication(change: Partial<Communication> = {}): Communication {
  return {
    id: 'm1',
    participant_id: 'p1',
    name: 'REMINDED_DUE_DATE',
    status: 'replied',
    reason: null,
    channel: 'email',
    channel_id: 'ch1',
    agent_id: 'a1',
    scheduled_at: '2026-06-28T08:00:00Z',
    next_attempt_at: null,
    created_at: '2026-06-28T07:41:00Z',
    started_at: '2026-06-28T08:00:01Z',
    ended_at: null,
    session_id: 's1',
    results: { promised: true },
    ...change,
  };
}

export function session(change: Partial<Session> = {}): Session {
  return {
    id: 's1',
    communication_id: 'm1',
    status: 'closed',
    parameters: { due: '2026-06-30' },
    results: { promised: true, amount: '10.00' },
    messages: [
      { at: '2026-06-28T08:00:00Z', from: 'agent', text: 'Please pay by Tuesday' },
      { at: '2026-06-28T08:03:00Z', from: 'contact', text: 'I will' },
    ],
    ...change,
  };
}

export const flow: Flow = {
  id: 'f1',
  name: 'Reminder',
  active: true,
  revision: 3,
  nodes: [
    { id: 'created', type: 'participant_created', name: '', position: { x: 0, y: 0 }, settings: {} },
    {
      id: 'in_time',
      type: 'field_check',
      name: 'In time?',
      position: { x: 0, y: 120 },
      settings: {
        property: 'participant.due_date',
        operator: 'is_on_or_after',
        value: { kind: 'relative_date', base: 'today', offset_days: 0 },
      },
    },
    {
      id: 'mail',
      type: 'email_communication',
      name: '',
      position: { x: 0, y: 240 },
      settings: { communication_name: 'REMINDED_DUE_DATE' },
    },
  ],
  edges: [],
};

export function walk(change: Partial<Walk> = {}): Walk {
  return {
    id: 'w1',
    participant_id: 'p1',
    flow_id: 'f1',
    flow_revision: 3,
    run: 1,
    trigger: {
      type: 'participant_created',
      event_type: 'participant_created',
      event_id: 'e1',
      at: '2026-06-28T07:41:00Z',
      from_walk_id: null,
    },
    started_at: '2026-06-28T07:41:01Z',
    duration_us: 240,
    outcome: 'completed',
    steps: [
      { node_id: 'created', port: 'out', operands: [], message: null },
      { node_id: 'in_time', port: 'match', operands: ['2026-06-30', '2026-06-28'], message: null },
      { node_id: 'mail', port: 'out', operands: ['REMINDED_DUE_DATE'], message: null },
    ],
    emitted: [{ type: 'plan_communication', id: 'm1' }],
    error: null,
    ...change,
  };
}

export function customer(change: Partial<CustomerDetails> = {}): CustomerDetails {
  return {
    id: 'k1',
    external_id: 'cust_1000',
    name: 'Alex Weber',
    email: 'alex@example.com',
    phone: '+491512000000',
    telegram_id: null,
    web_id: null,
    telegram_username: null,
    whatsapp_id: null,
    opt_outs: ['voice'],
    created_at: '2026-06-28T07:41:00Z',
    updated_at: '2026-06-28T07:41:00Z',
    attributes: {
      external_id: 'cust_1000',
      name: 'Alex Weber',
      email: 'alex@example.com',
      loyal_since: null,
      vip: true,
    },
    ...change,
  };
}

export const page = (items: readonly unknown[], more: Record<string, unknown> = {}) => ({
  items,
  next_cursor: null,
  ...more,
});
