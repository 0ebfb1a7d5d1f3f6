import { describe, expect, test } from 'vitest';
import { addressOf, askable, noFilter, viewOf } from './filter';

describe('The address of the page', () => {
  test('should be read as it was written', () => {
    const view = {
      filter: { ...noFilter, name: 'a b', status: 'pending' as const, created_to: '2026-06-30' },
      sort: 'name',
      open: 'p1',
      communications: null,
    };
    expect(viewOf(new URLSearchParams(addressOf(view)))).toEqual(view);
  });

  test('should not pass on what the API would refuse', () => {
    const view = viewOf(new URLSearchParams('status=gone&sort=password&created_from=yesterday&name=%20x%20'));
    expect(view.filter.status).toBe('');
    expect(view.sort).toBe('-created_at');
    expect(view.filter.created_from).toBe('');
    expect(askable(view.filter).name).toBe('x');
  });
});
