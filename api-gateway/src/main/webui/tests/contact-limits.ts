import type { ContactLimits } from '../src/api/queries/contact-limits';

export function contactLimits(change: Partial<ContactLimits> = {}): ContactLimits {
  return {
    id: 'email',
    channel: 'email',
    frequency_cap: { most: 2, hours: 24, action: 'postpone' },
    quiet_hours: { from: '20:00', to: '08:00', action: 'skip' },
    words: ['STOP', 'ABMELDEN'],
    usual: true,
    ...change,
  };
}
