import { screen, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { choose, found, input, open, saysAt } from '../../../../tests/panel';

vi.mock('./code-editor', () => import('../../../../tests/code-editor'));

describe('Panel of a Field Check', () => {
  test('should offer the operators of the property’s type, and the guide’s value for a date', async () => {
    const { user, settings, store } = open('field_check');

    await choose(user, /^Property/, 'Due Date');
    expect(settings()).toEqual({
      property: 'participant.due_date',
      operator: 'is_on_or_after',
      value: { kind: 'relative_date', base: 'today', offset_days: 0 },
    });
    await user.clear(await input('Days'));
    await user.type(await input('Days'), '3');
    expect(settings()?.value).toEqual({ kind: 'relative_date', base: 'today', offset_days: 3 });
    expect(((await input(/^Label/)) as HTMLInputElement).value).toBe('Due Date is on or after Today (+3)');
    expect(store.getState().past.length).toBeGreaterThan(0);

    await choose(user, /^Property/, 'Balance');
    await user.click(await input(/^Operator/));
    expect((await screen.findAllByRole('option')).map(option => option.textContent)).toEqual([
      '=',
      '≠',
      '>',
      '≥',
      '<',
      '≤',
      'is set',
      'is not set',
    ]);
  });

  test('should group properties as the guide does', async () => {
    const { user } = open('field_check');
    await user.click(await input(/^Property/));
    for (const group of ['Customer Profile', 'Participant', 'Communication Results']) {
      expect(await screen.findByText(group)).toBeTruthy();
    }
    expect(screen.getByRole('option', { name: 'Outcome' })).toBeTruthy();
  });

  test('should keep a number as it is typed', async () => {
    const { user, settings } = open('field_check', {
      property: 'participant.balance',
      operator: 'gt',
      value: { kind: 'literal', value: '' },
    });
    await user.type(await input('Value'), '10.00');
    expect(settings()?.value).toEqual({ kind: 'literal', value: '10.00' });
  });

  test('should take several values of an enumeration', async () => {
    const { user, settings } = open('field_check', {
      property: 'participant.stage',
      operator: 'equals',
      value: { kind: 'literal', value: 'first' },
    });
    await choose(user, /^Operator/, 'is one of');
    expect(settings()?.value).toEqual({ kind: 'literal', value: [] });
    await choose(user, 'Values', 'second');
    expect(settings()?.value).toEqual({ kind: 'literal', value: ['second'] });
  });

  test('should take a fixed date in the tenant’s form, and a moment with the zone in which it is meant', async () => {
    const { user, settings } = open('field_check', {
      property: 'participant.called_at',
      operator: 'is_after',
      value: { kind: 'literal', value: '' },
    });
    expect(await screen.findByText('In the participant’s time zone, else the tenant’s')).toBeTruthy();
    await user.type(await input('Value'), '2026-06-30 9:00');
    expect(settings()?.value).toEqual({ kind: 'literal', value: '2026-06-30T09:00' });
  });

  test('should turn any value into an expression that says the same', async () => {
    const { user, settings } = open('field_check', {
      property: 'participant.due_date',
      operator: 'is_on_or_after',
      value: { kind: 'relative_date', base: 'today', offset_days: 3 },
    });
    await user.click(await screen.findByRole('button', { name: 'Value: Write as an expression' }));
    expect(settings()?.value).toEqual({ kind: 'expression', code: 'date.today() + timedelta(days=3)' });
    await user.type(await input('Expression'), ' ');
    expect(settings()?.value).toMatchObject({ code: 'date.today() + timedelta(days=3) ' });
  });

  test('should name a property that is gone', async () => {
    open('field_check', { property: 'participant.gone', operator: 'is_set' });
    expect(((await input(/^Property/)) as HTMLInputElement).value).toBe('participant.gone (does not exist)');
  });

  test.each([
    ['property', /^Property/],
    ['operator', /^Operator/],
  ])('should say at %s what is wrong with it', async (setting, label) => {
    open('field_check', { property: 'participant.paid', operator: 'equals' }, found(setting, 'This is wrong'));
    await saysAt(label, 'This is wrong');
  });

  test('should say at the value what is wrong with it, also in code', async () => {
    open(
      'field_check',
      { property: 'participant.balance', operator: 'gt', value: { kind: 'literal', value: 'x' } },
      found('value', 'No number'),
    );
    await saysAt('Value', 'No number');
    expect((await screen.findAllByText('No number')).length).toBe(2);
  });

  test('should show where its branches lead, and that one is open', async () => {
    open('field_check', { property: 'participant.paid', operator: 'is_set' });
    const branches = await screen.findByRole('region', { name: 'Branches' });
    expect(within(branches).getAllByText('Not connected')).toHaveLength(2);
  });
});
