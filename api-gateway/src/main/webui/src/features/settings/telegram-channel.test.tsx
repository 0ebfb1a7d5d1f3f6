import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { channel } from '../../../tests/agents';
import { axeFindings } from '../../../tests/axe';
import { problem, server } from '../../../tests/server';
import { list, row, show } from '../../../tests/settings';
import { Component as Channels } from './channels-page';

const NO_TOKEN = 'Give the token of the bot: without it Telegram cannot be asked for updates';

async function edit(settings: Record<string, unknown>, answer?: () => Response) {
  const stored = channel({ id: 'ch2', name: 'Bot', type: 'telegram', settings, has_credentials: true });
  const sent: Record<string, unknown>[] = [];
  server.use(
    list('channels', [stored]),
    http.patch('*/api/v1/channels/ch2', async ({ request }) => {
      sent.push((await request.json()) as Record<string, unknown>);
      return answer?.() ?? HttpResponse.json(stored);
    }),
  );
  const { user } = show(Channels);
  await user.click(await row('Bot'));
  const dialog = within(await screen.findByRole('dialog', { name: 'Channel Bot' }));
  return {
    sent,
    dialog,
    choose: async (option: RegExp) => {
      await user.click(dialog.getByRole('combobox', { name: 'What people write' }));
      await user.click(await screen.findByRole('option', { name: option }));
    },
    save: () => user.click(dialog.getByRole('button', { name: 'Save' })),
  };
}

describe('A Telegram channel', () => {
  test('should ask Telegram for messages where it does not reach the installation', async () => {
    const form = await edit({});
    expect(form.dialog.getByText('Webhook')).toBeTruthy();
    await form.choose(/polling/);
    expect(form.dialog.queryByText('Webhook')).toBeNull();
    expect(await axeFindings()).toEqual([]);
    await form.save();
    await waitFor(() => expect(form.sent).toHaveLength(1));
    expect(form.sent[0]).toMatchObject({ settings: { updates: 'polling' } });
  });

  test('should keep how it receives when something else is changed', async () => {
    const form = await edit({ updates: 'polling' });
    await form.save();
    await waitFor(() => expect(form.sent).toHaveLength(1));
    expect(form.sent[0]).toMatchObject({ settings: { updates: 'polling' } });
  });

  test('should show at the token what the API says of it', async () => {
    const form = await edit({}, () =>
      problem(422, { errors: [{ field: 'credentials.bot_token', message: NO_TOKEN }] }),
    );
    await form.choose(/polling/);
    await form.save();
    expect(await form.dialog.findByText(NO_TOKEN)).toBeTruthy();
  });
});
