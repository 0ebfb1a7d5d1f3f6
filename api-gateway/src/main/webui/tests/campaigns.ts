import type { Campaign } from '../src/api/types';

export function campaign(change: Partial<Campaign> = {}): Campaign {
  return {
    id: '0198f2c4-0000-7000-8000-00000000000a',
    name: 'Payment reminder',
    description: 'Before the due date',
    status: 'inactive',
    error: null,
    run: 0,
    started_at: null,
    updated_on_unchanged: true,
    created_at: '2026-06-28T07:00:00Z',
    updated_at: '2026-06-28T07:41:00Z',
    flows: 2,
    active_flows: 1,
    participants: 12480,
    last_upload_at: '2026-06-28T06:00:00Z',
    ...change,
  };
}
