import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { useState } from 'react';
import { beforeEach, describe, expect, test } from 'vitest';
import { renderAt } from '../../tests/render';
import { me, server } from '../../tests/server';
import { DateField, DateTimeField } from './date-field';
import { TimeField } from './time-field';

beforeEach(() => {
  server.use(
    http.get('*/api/v1/me', () =>
      HttpResponse.json({ ...me, tenant: { ...me.tenant, timezone: 'Asia/Tokyo', date_format: 'dd.MM.yyyy' } }),
    ),
  );
});

function Form({ first = '' }: { readonly first?: string }) {
  const [day, setDay] = useState(first);
  const [moment, setMoment] = useState('');
  const [time, setTime] = useState('');
  return (
    <>
      <DateField label="Due" value={day} onChange={setDay} />
      <DateTimeField label="Called" value={moment} onChange={setMoment} />
      <TimeField label="From" value={time} onChange={setTime} />
      <output>{[day, moment, time].join(' | ')}</output>
      <button type="button" onClick={() => setDay('')}>
        Clear
      </button>
    </>
  );
}

async function show(first?: string) {
  const rendered = renderAt('/', [{ path: '/', element: <Form {...(first ? { first } : {})} /> }]);
  await screen.findByText('In Asia/Tokyo');
  return rendered;
}
const due = () => screen.getByRole('textbox', { name: 'Due' }) as HTMLInputElement;
const values = () => document.querySelector('output')?.textContent;

describe('Fields for dates', () => {
  test('should take a day as the tenant writes it, and as ISO does, and show it in the tenant’s form', async () => {
    const { user } = await show('2026-06-30');
    expect(due().value).toBe('30.06.2026');

    await user.clear(due());
    await user.type(due(), '1.7.2026');
    expect(values()).toBe('2026-07-01 |  | ');
    expect(due().value).toBe('1.7.2026');
    await user.tab();
    expect(due().value).toBe('01.07.2026');
    await user.clear(due());
    await user.type(due(), '2026-07-02');
    await user.tab();
    expect(due().value).toBe('02.07.2026');
  });

  test('should say how a date is written, once the field is left, and pass on what it was', async () => {
    const { user } = await show();

    await user.type(due(), '31.06.2026');
    expect(screen.queryByText('Write the date as 30.06.2026')).toBeNull();
    await user.tab();
    expect(screen.getByText('Write the date as 30.06.2026')).toBeTruthy();
    expect(values()).toBe('31.06.2026 |  | ');
    expect(due().value).toBe('31.06.2026');
    await user.click(screen.getByRole('button', { name: 'Clear' }));
    expect(due().value).toBe('');
    expect(screen.queryByText('Write the date as 30.06.2026')).toBeNull();
  });

  test('should say in which zone a moment is meant', async () => {
    const { user } = await show();
    const called = screen.getByRole('textbox', { name: 'Called' }) as HTMLInputElement;

    await user.type(called, '30.06.2026 9:05');
    await user.tab();

    expect(called.value).toBe('30.06.2026 09:05');
    expect(values()).toBe(' | 2026-06-30T09:05 | ');
    expect(called.getAttribute('aria-describedby')).toBeTruthy();
  });

  test('should choose a day in a calendar, which Escape closes alone', async () => {
    const { user } = await show('2026-06-30');

    await user.click(screen.getByRole('button', { name: 'Choose Due in a calendar' }));
    await user.click(await screen.findByRole('button', { name: '15 June 2026' }));

    expect(due().value).toBe('15.06.2026');
    await waitFor(() => expect(screen.queryByRole('button', { name: '15 June 2026' })).toBeNull());
    await user.click(screen.getByRole('button', { name: 'Choose Due in a calendar' }));
    await screen.findByRole('button', { name: '15 June 2026' });
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('button', { name: '15 June 2026' })).toBeNull());
  });

  test('should take a time of day on clocks of 24 hours', async () => {
    const { user } = await show();
    const from = screen.getByRole('textbox', { name: 'From' }) as HTMLInputElement;

    await user.type(from, '2130');
    await user.tab();
    expect(from.value).toBe('21:30');
    await user.clear(from);
    await user.type(from, '9 pm');
    await user.tab();
    expect(screen.getByText('Write the time as 09:00')).toBeTruthy();
  });
});
