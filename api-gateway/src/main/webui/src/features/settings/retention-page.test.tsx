import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, test } from 'vitest';
import { axeFindings } from '../../../tests/axe';
import { problem, server } from '../../../tests/server';
import { show, viewer } from '../../../tests/settings';
import { Component as RetentionPage } from './retention-page';

describe('Retention page', () => {
  const sent: unknown[] = [];

  beforeEach(() => {
    sent.length = 0;
    server.use(
      http.get('*/api/v1/retention', () => HttpResponse.json({ participant_days: null, communication_days: 365 })),
      http.get('*/api/v1/audit/retention', () => HttpResponse.json({ days: 730 })),
      http.put('*/api/v1/retention', async ({ request }) => {
        const wanted = await request.json();
        sent.push(wanted);
        return HttpResponse.json(wanted as object);
      }),
      http.put('*/api/v1/audit/retention', async ({ request }) => {
        const wanted = await request.json();
        sent.push(wanted);
        return HttpResponse.json(wanted as object);
      }),
    );
  });

  const typed = async (label: string, text: string) => {
    const shown = show(RetentionPage);
    const field = (await screen.findByLabelText(label, { selector: 'input' })) as HTMLInputElement;
    await shown.user.clear(field);
    if (text) await shown.user.type(field, text);
    const save = within(field.closest('form') as HTMLElement).getByRole('button', { name: 'Save' });
    return { ...shown, field, save };
  };

  test('should ask before it keeps less, and then save both', async () => {
    const { user, save } = await typed('Participants', '30');
    expect(await axeFindings()).toEqual([]);
    await user.click(save);
    const dialog = await screen.findByRole('dialog', { name: 'Keep less?' });
    expect(dialog.textContent).toContain('nothing has happened for 30 days');
    expect(sent).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Keep less' }));
    await waitFor(() => expect(sent).toEqual([{ participant_days: 30, communication_days: 365 }]));
  });

  test('should save at once what keeps more', async () => {
    const { user, save } = await typed('Communications', '');
    await user.click(save);
    await waitFor(() => expect(sent).toEqual([{ participant_days: null, communication_days: null }]));
  });

  test.each(['0', '36501', '99999999999999999999'])('should not send %s days', async text => {
    const { user, save } = await typed('Participants', text);
    expect(screen.getByText(/from 1 to 36,500/)).toBeTruthy();
    await user.click(save);
    expect(sent).toEqual([]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('should keep the audit log for at least 90 days', async () => {
    const { user, field, save } = await typed('Events', '89');
    await user.click(save);
    expect(screen.getByText('Give a number of days from 90 to 3,650')).toBeTruthy();
    expect(sent).toEqual([]);
    await user.clear(field);
    await user.type(field, '1000');
    await user.click(save);
    await waitFor(() => expect(sent).toEqual([{ days: 1000 }]));
  });

  test('should say what could not be loaded, and load it again', async () => {
    let away = true;
    server.use(
      http.get('*/api/v1/retention', () =>
        away
          ? problem(503, { code: 'unavailable' })
          : HttpResponse.json({ participant_days: 7, communication_days: null }),
      ),
    );
    const { user } = show(RetentionPage);
    expect((await screen.findByRole('alert')).textContent).toContain('unavailable');
    away = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByDisplayValue('7')).toBeTruthy();
  });

  test('should be for administrators', async () => {
    server.use(viewer);
    show(RetentionPage);
    expect(await screen.findByText('Only administrators set for how long data is kept.')).toBeTruthy();
  });
});
