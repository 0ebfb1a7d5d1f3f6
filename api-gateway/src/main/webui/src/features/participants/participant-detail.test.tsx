import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { details, page, participant, walk } from '../../../tests/participant-data';
import { BASE, list, show } from '../../../tests/participants';
import { problem, server } from '../../../tests/server';

describe('Details of a participant', () => {
  test('should send only what was changed, an emptied value as null', async () => {
    let sent: unknown;
    list([participant()]);
    server.use(
      http.patch(`${BASE}/participants/p1`, async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json(details({ attributes: { ...details().attributes, due_date: null, amount: '12.50' } }));
      }),
    );
    const { user } = show('?open=p1');

    await user.click(await screen.findByRole('button', { name: 'Edit' }));
    await user.clear(await screen.findByLabelText('Due Date'));
    const amount = screen.getByRole('textbox', { name: 'Amount' });
    await user.clear(amount);
    await user.type(amount, '12.50');
    await user.click(screen.getByRole('button', { name: 'Save' }));

    await waitFor(() => expect(sent).toEqual({ attributes: { due_date: null, amount: '12.50' } }));
    expect(await screen.findByText('12.50')).toBeTruthy();
  });

  test('should say at the field what the server refuses', async () => {
    list([participant()]);
    server.use(
      http.patch(`${BASE}/participants/p1`, () =>
        problem(422, { errors: [{ field: 'amount', message: 'Expected a number' }] }),
      ),
    );
    const { user } = show('?open=p1');

    await user.click(await screen.findByRole('button', { name: 'Edit' }));
    await user.type(screen.getByRole('textbox', { name: 'Amount' }), 'x');
    await user.click(screen.getByRole('button', { name: 'Save' }));

    expect(await screen.findByText('Expected a number')).toBeTruthy();
  });

  test('should keep what is typed while another tab is looked at', async () => {
    list([participant()]);
    const { user } = show('?open=p1');
    await user.click(await screen.findByRole('button', { name: 'Edit' }));
    const amount = await screen.findByRole('textbox', { name: 'Amount' });
    await user.clear(amount);
    await user.type(amount, '12.50');

    await user.click(screen.getByRole('tab', { name: 'Results' }));
    await user.click(screen.getByRole('tab', { name: 'Details' }));

    expect((screen.getByRole('textbox', { name: 'Amount' }) as HTMLInputElement).value).toBe('12.50');
  });

  test('should ask before another row, order or filter takes the place of what is typed', async () => {
    list([participant(), participant({ id: 'p2', name: 'Berta Blum' })]);
    const { user, path } = show('?open=p1', { guarded: true });
    await user.click(await screen.findByRole('button', { name: 'Edit' }));
    const amount = await screen.findByRole('textbox', { name: 'Amount' });
    await user.clear(amount);
    await user.type(amount, '12.50');

    await user.click(screen.getByText('Berta Blum'));
    await user.click(await screen.findByRole('button', { name: 'Keep editing' }));
    expect(path()).toContain('open=p1');
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Keep editing' })).toBeNull());
    await user.click(screen.getByRole('button', { name: 'Created at' }));
    await user.click(await screen.findByRole('button', { name: 'Keep editing' }));
    expect((screen.getByRole('textbox', { name: 'Amount' }) as HTMLInputElement).value).toBe('12.50');

    await waitFor(() => expect(screen.queryByRole('button', { name: 'Keep editing' })).toBeNull());
    await user.click(screen.getByText('Berta Blum'));
    await user.click(await screen.findByRole('button', { name: 'Discard changes' }));
    await waitFor(() => expect(path()).toContain('open=p2'));
  });

  test('should show the result and what conversations gave', async () => {
    list([participant({ result: true, result_at: '2026-06-29T08:00:00Z' })]);
    server.use(
      http.get(`${BASE}/participants/p1`, () =>
        HttpResponse.json(details({ result: true, result_at: '2026-06-29T08:00:00Z' })),
      ),
    );
    const { user } = show('?open=p1');

    await user.click(await screen.findByRole('tab', { name: 'Results' }));
    expect(await screen.findByText('Successful')).toBeTruthy();
    expect(screen.getByText('2026-06-29 10:00')).toBeTruthy();
    expect(await screen.findByText('promised')).toBeTruthy();
  });

  test('should say why a message was sent: trigger, path, what was compared and what came of it', async () => {
    list([participant()]);
    const { user } = show('?open=p1');

    await user.click(await screen.findByRole('tab', { name: 'Why did this happen?' }));
    const walks = await screen.findByRole('list', { name: 'Walks through flows' });
    expect(within(walks).getByText('Due Date: 2026-06-30 is on or after 2026-06-28')).toBeTruthy();
    expect(within(walks).getByText('Match')).toBeTruthy();
    expect(within(walks).getAllByText('REMINDED_DUE_DATE')).toHaveLength(1);
    expect(await within(walks).findByText('Planned REMINDED_DUE_DATE, which is now: Replied')).toBeTruthy();
    expect(within(walks).getByRole('link', { name: 'Show on canvas' }).getAttribute('href')).toBe(
      '/campaigns/c1/workflow?flow=f1&node=mail',
    );
    expect(within(walks).getByRole('link', { name: 'In time?' }).getAttribute('href')).toBe(
      '/campaigns/c1/workflow?flow=f1&node=in_time',
    );
  });

  test('should not put the operator of another revision between what was compared', async () => {
    list([participant()]);
    server.use(
      http.get(`${BASE}/participants/p1/walks`, () =>
        HttpResponse.json(page([walk({ flow_revision: 2, outcome: 'failed', error: 'The loop was ended' })])),
      ),
    );
    const { user } = show('?open=p1');

    await user.click(await screen.findByRole('tab', { name: 'Why did this happen?' }));
    expect(await screen.findByText('2026-06-30 · 2026-06-28')).toBeTruthy();
    expect(screen.getByText(/Walked with revision 2/)).toBeTruthy();
    expect(screen.getByText('The loop was ended')).toBeTruthy();
  });
});
