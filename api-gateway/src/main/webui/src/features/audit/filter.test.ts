import { expect, test } from 'vitest';
import { addressOf, filterOf, isActive, noFilter, queryOf } from './filter';

test('should be in the address as it is, and nothing of what is empty', () => {
  const filter = { ...noFilter, action: 'flow_changed', from: '2026-06-30' };
  expect(addressOf(filter)).toEqual({ action: 'flow_changed', from: '2026-06-30' });
  expect(filterOf(new URLSearchParams(addressOf(filter)))).toEqual(filter);
  expect(isActive(filter)).toBe(true);
  expect(isActive(noFilter)).toBe(false);
});

test('should ask for whole days of the zone, also where the clocks change', () => {
  const days = { ...noFilter, from: '2026-10-25', to: '2026-10-25' };
  expect(queryOf(days, 'Europe/Berlin')).toMatchObject({
    from: '2026-10-24T22:00:00.000Z',
    to: '2026-10-25T23:00:00.000Z',
  });
});

test('should not ask for what is half typed', () => {
  const half = { ...noFilter, from: '2026-1', to: '31.', campaign_id: '0190d1a0', actor: '  a1 ' };
  expect(queryOf(half, 'UTC')).toMatchObject({ from: '', to: '', campaign_id: '', actor: 'a1' });
});
