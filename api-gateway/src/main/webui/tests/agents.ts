import type { Agent, Channel } from '../src/api/types';

export function agent(change: Partial<Agent> = {}): Agent {
  return {
    id: 'a1',
    name: 'Local simulator',
    kind: 'simulated',
    status: 'running',
    channel_ids: ['ch1'],
    results: [{ name: 'outcome', title: 'Outcome', type: 'enumeration', values: ['paid', 'refused'] }],
    settings: { delivered: 0.98, read: 0.8, replied: 0.3, failed: 0.01, delay_ms: 1500, seed: 0, results: {} },
    no_response_after: 'PT72H',
    trouble: null,
    ...change,
  };
}

export function channel(change: Partial<Channel> = {}): Channel {
  return {
    id: 'ch1',
    name: 'Local whatsapp',
    type: 'whatsapp',
    status: 'running',
    settings: {},
    has_credentials: false,
    has_webhook_secret: false,
    rate_per_second: null,
    trouble: null,
    mailbox_trouble: null,
    ...change,
  };
}
