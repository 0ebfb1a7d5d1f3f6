import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { channel } from '../../../tests/agents';
import { axeFindings } from '../../../tests/axe';
import { problem, server } from '../../../tests/server';
import { list, row, show } from '../../../tests/settings';
import { Component as Channels } from './channels-page';

const SID = `SK${'0123456789abcdef'.repeat(2)}`;
const SECRET = 'abcdefghABCDEFGH01234567';

async function edit(stored: boolean, answer?: () => Response) {
  const kept = channel({
    id: 'ch3',
    name: 'Phone',
    type: 'voice',
    settings: { account_sid: `AC${'0123456789abcdef'.repeat(2)}`, from: '+4930123456' },
    has_credentials: stored,
  });
  const sent: Record<string, unknown>[] = [];
  server.use(
    list('channels', [kept]),
    http.patch('*/api/v1/channels/ch3', async ({ request }) => {
      sent.push((await request.json()) as Record<string, unknown>);
      return answer?.() ?? HttpResponse.json(kept);
    }),
  );
  const { user } = show(Channels);
  await user.click(await row('Phone'));
  const dialog = within(await screen.findByRole('dialog', { name: 'Channel Phone' }));
  return {
    sent,
    dialog,
    type: (name: RegExp, text: string) => user.type(dialog.getByRole('textbox', { name }), text),
    press: (name: string) => user.click(dialog.getByRole('button', { name })),
    save: () => user.click(dialog.getByRole('button', { name: 'Save' })),
  };
}

describe('The API key of a voice channel', () => {
  test('should be sent with the auth token, without the space that was copied along', async () => {
    const form = await edit(false);
    await form.type(/^Auth token/, '0123456789abcdef');
    await form.type(/^API key SID/, `${SID} `);
    await form.type(/^API key secret/, SECRET);
    expect(await axeFindings()).toEqual([]);
    await form.save();
    await waitFor(() =>
      expect(form.sent.at(0)?.credentials).toEqual({
        auth_token: '0123456789abcdef',
        api_key_sid: SID,
        api_key_secret: SECRET,
      }),
    );
  });

  test('should be whole: a SID without its secret is not sent', async () => {
    const form = await edit(false);
    await form.type(/^API key SID/, SID);
    await form.save();
    expect(await form.dialog.findByText('Fill this in')).toBeTruthy();
    await form.type(/^API key secret/, SECRET);
    await form.save();
    await waitFor(() =>
      expect(form.sent.map(one => one.credentials)).toEqual([{ api_key_sid: SID, api_key_secret: SECRET }]),
    );
  });

  test('should say what of it was not copied whole', async () => {
    const form = await edit(false);
    await form.type(/^API key SID/, SID.slice(0, -1));
    await form.type(/^API key secret/, 'short');
    await form.save();
    expect(await form.dialog.findByText('Give the SID as Twilio shows it: SK and 32 digits and letters')).toBeTruthy();
    expect(form.dialog.getByText('Give the secret as Twilio showed it: digits and letters')).toBeTruthy();
    expect(form.sent).toEqual([]);
  });

  test('should go as a whole, so that the channel signs in with its auth token again', async () => {
    const form = await edit(true);
    await form.press('Remove API key SID');
    await form.save();
    expect(await form.dialog.findByText('Remove the SID and the secret together')).toBeTruthy();
    await form.press('Remove API key secret');
    await form.save();
    await waitFor(() =>
      expect(form.sent.map(one => one.credentials)).toEqual([{ api_key_sid: null, api_key_secret: null }]),
    );
  });

  test('should be replaced in part where one is stored, and show what the API says of it', async () => {
    const form = await edit(true, () =>
      problem(422, { errors: [{ field: 'credentials.api_key_secret', message: 'Give the secret of the API key' }] }),
    );
    await form.press('Replace API key secret');
    await form.type(/^API key secret/, SECRET);
    await form.save();
    expect(await form.dialog.findByText('Give the secret of the API key')).toBeTruthy();
    expect(form.sent.map(one => one.credentials)).toEqual([{ api_key_secret: SECRET }]);
  });
});
