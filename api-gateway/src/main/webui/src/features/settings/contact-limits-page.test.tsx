import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { axeFindings } from '../../../tests/axe';
import { contactLimits } from '../../../tests/contact-limits';
import { Gate } from '../../../tests/gate';
import { problem, server } from '../../../tests/server';
import { list, row, show, viewer } from '../../../tests/settings';
import { Component as ContactLimitsPage } from './contact-limits-page';

const email = contactLimits();
const chat = contactLimits({ id: 'whatsapp', channel: 'whatsapp', frequency_cap: null, quiet_hours: null });
const words = [
  { channel: 'whatsapp', words: [], usual: false },
  { channel: 'email', words: ['STOP', 'ABMELDEN'], usual: true },
];
const both = [list('contact-limits', [email, chat]), list('stop-words', words)];

async function openWords(channel: string) {
  server.use(...both);
  const shown = show(ContactLimitsPage);
  await shown.user.click(within(await row(channel)).getByRole('button', { name: `Actions for ${channel}` }));
  await shown.user.click(await screen.findByRole('menuitem', { name: 'Edit stop words' }));
  return { ...shown, dialog: await screen.findByRole('dialog', { name: `Stop words of ${channel}` }) };
}

function takes(path: string, sent: unknown[]) {
  return http.put(`*/api/v1/${path}`, async ({ request }) => {
    sent.push(await request.json());
    return HttpResponse.json({});
  });
}

describe('The contact limits', () => {
  test('should be listed for each type of channel', async () => {
    server.use(...both);
    show(ContactLimitsPage);
    const mail = await row('Email');
    expect(within(mail).getByText('2 a day')).toBeTruthy();
    expect(within(mail).getByText('20:00–08:00').textContent).toBe('20:00–08:00 · skip');
    expect(within(mail).getByText('The usual ones')).toBeTruthy();
    expect(within(await row('WhatsApp')).getAllByText('None')).toHaveLength(3);
    expect(await axeFindings()).toEqual([]);
  });

  test('should load, fail and come when it is tried again', async () => {
    const gate = new Gate();
    let away = true;
    server.use(
      http.get('*/api/v1/contact-limits', async () => {
        await gate.pass();
        return away ? problem(503, { code: 'unavailable' }) : HttpResponse.json({ items: [email] });
      }),
      list('stop-words', words),
    );
    const { user } = show(ContactLimitsPage);
    expect(await screen.findByRole('status', { name: 'Loading' })).toBeTruthy();
    await waitFor(() => expect(gate.held).toBe(1));
    gate.open();
    expect((await screen.findByRole('alert')).textContent).toContain('unavailable');
    away = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(gate.held).toBe(1));
    gate.open();
    expect(await screen.findByText('Email')).toBeTruthy();
  });

  test('should be read only for a viewer', async () => {
    server.use(viewer, ...both);
    const { user } = show(ContactLimitsPage);
    await user.click(await row('Email'));
    expect(screen.queryByRole('button', { name: 'Actions for Email' })).toBeNull();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('should be set where there were none', async () => {
    const sent: unknown[] = [];
    server.use(...both, takes('contact-limits/whatsapp', sent));
    const { user } = show(ContactLimitsPage);
    await user.click(await row('WhatsApp'));
    const dialog = await screen.findByRole('dialog', { name: 'Limits of WhatsApp' });
    await user.click(within(dialog).getByRole('switch', { name: /how often/ }));
    await user.click(within(dialog).getByRole('switch', { name: /certain hours/ }));
    expect(within(dialog).getByText('Until 08:00 of the next day')).toBeTruthy();
    const most = within(dialog).getByRole('textbox', { name: 'At most' });
    await user.clear(most);
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(await within(dialog).findByText('Give a whole number of 1 to 1,000')).toBeTruthy();
    await user.type(most, '3');
    await user.click(within(dialog).getByRole('combobox', { name: 'What is above the limit' }));
    await user.click(await screen.findByRole('option', { name: 'Is skipped' }));
    expect(await axeFindings()).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(sent).toEqual([
        {
          frequency_cap: { most: 3, hours: 24, action: 'skip' },
          quiet_hours: { from: '20:00', to: '08:00', action: 'postpone' },
        },
      ]),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  test('should say at the field what the server refuses', async () => {
    server.use(
      ...both,
      http.put('*/api/v1/contact-limits/email', () =>
        problem(422, { errors: [{ field: 'quiet_hours.to', message: 'Not at that time' }] }),
      ),
    );
    const { user } = show(ContactLimitsPage);
    await user.click(await row('Email'));
    const dialog = await screen.findByRole('dialog', { name: 'Limits of Email' });
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(await within(dialog).findByText('Not at that time')).toBeTruthy();
    expect(within(dialog).getByRole('textbox', { name: 'Until' }).getAttribute('aria-invalid')).toBe('true');
  });
});

describe('The stop words', () => {
  test('should begin as the usual ones when they become own words', async () => {
    const sent: unknown[] = [];
    server.use(takes('stop-words/email', sent));
    const { user, dialog } = await openWords('Email');
    expect(within(dialog).getByText('ABMELDEN')).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
    await user.click(within(dialog).getByRole('radio', { name: 'Own words' }));
    await user.type(within(dialog).getByRole('combobox', { name: 'Own words' }), 'SCHLUSS{Enter}');
    expect(await axeFindings()).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent).toEqual([{ words: ['STOP', 'ABMELDEN', 'SCHLUSS'] }]));
  });

  test('should become the usual ones again, or none', async () => {
    const sent: unknown[] = [];
    server.use(takes('stop-words/whatsapp', sent));
    const { user, dialog } = await openWords('WhatsApp');
    expect(within(dialog).getByText(/Nobody can opt out by a message/)).toBeTruthy();
    await user.click(within(dialog).getByRole('radio', { name: 'The usual ones' }));
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent).toEqual([{ words: null }]));
  });

  test('should be words, and asked about before they are lost', async () => {
    const { user, dialog } = await openWords('WhatsApp');
    await user.click(within(dialog).getByRole('radio', { name: 'Own words' }));
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(await within(dialog).findByText('Give at least one word')).toBeTruthy();
    await user.type(within(dialog).getByRole('combobox', { name: 'Own words' }), `${'x'.repeat(41)}{Enter}`);
    expect(await within(dialog).findByText(`Too long: ${'x'.repeat(41)}`)).toBeTruthy();
  });
});
