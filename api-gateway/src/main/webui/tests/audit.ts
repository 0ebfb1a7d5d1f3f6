/** A line of the audit log, of a campaign that was renamed. */
export const auditEvent = (part: Readonly<Record<string, unknown>> = {}) => ({
  id: '0190d1a0-0000-7000-8000-0000000000e1',
  at: '2026-06-28T07:41:00Z',
  actor: {
    kind: 'api_key',
    id: '0190d1a0-0000-7000-8000-0000000000a1',
    name: 'CRM import',
    address: '192.0.2.7',
    request_id: 'request-1',
  },
  action: 'campaign_changed',
  object_type: 'campaign',
  object_id: '0190d1a0-0000-7000-8000-0000000000c1',
  campaign_id: '0190d1a0-0000-7000-8000-0000000000c1',
  outcome: 'succeeded',
  reason: null,
  before: { name: 'Spring' },
  after: { name: 'Summer' },
  ...part,
});
