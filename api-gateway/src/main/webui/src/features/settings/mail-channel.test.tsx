import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { channel } from '../../../tests/agents';
import { axeFindings } from '../../../tests/axe';
import { problem, server } from '../../../tests/server';
import { list, row, show } from '../../../tests/settings';
import { Component as Channels } from './channels-page';

const smtp = { host: 'smtp.example.org', port: 587, security: 'starttls', from: 'me@example.org' };
const stored = channel({ id: 'ch2', name: 'Mail', type: 'email', settings: smtp, has_credentials: true });

async function edit(answer: () => Response) {
  const sent: Record<string, unknown>[] = [];
  server.use(
    list('channels', [stored]),
    http.patch('*/api/v1/channels/ch2', async ({ request }) => {
      sent.push((await request.json()) as Record<string, unknown>);
      return answer();
    }),
  );
  const { user } = show(Channels);
  await user.click(await row('Mail'));
  const dialog = within(await screen.findByRole('dialog', { name: 'Channel Mail' }));
  return {
    sent,
    user,
    dialog,
    choose: async (label: string, option: string) => {
      await user.click(dialog.getByRole('combobox', { name: label }));
      await user.click(await screen.findByRole('option', { name: option }));
    },
    type: (label: RegExp, text: string) =>
      user.type(dialog.getByLabelText(label, { selector: 'input:not([role=combobox])' }), text),
    save: () => user.click(dialog.getByRole('button', { name: 'Save' })),
  };
}

describe('An email channel', () => {
  test('should sign in by tokens', async () => {
    const form = await edit(() => HttpResponse.json(stored));
    await form.choose('Sign in by', 'Access token (XOAUTH2)');
    await form.save();
    expect(await form.dialog.findAllByText('Fill this in')).toHaveLength(4);
    expect(await axeFindings()).toEqual([]);
    await form.type(/^Token address/, 'https://login.example.org/token');
    await form.type(/^Client ID/, 'app');
    await form.type(/^Account/, 'us@example.org');
    await form.type(/^Client secret/, 's3cret');
    await form.save();
    await waitFor(() => expect(form.sent).toHaveLength(1));
    expect(form.sent[0]).toMatchObject({
      settings: {
        ...smtp,
        sign_in: 'xoauth2',
        oauth: { token_url: 'https://login.example.org/token', client_id: 'app' },
      },
      credentials: { username: 'us@example.org', client_secret: 's3cret', refresh_token: null, password: null },
    });
  });

  test('should read a mailbox with a sign-in of its own', async () => {
    const form = await edit(() => HttpResponse.json(stored));
    expect(form.dialog.queryByLabelText('Mailbox port')).toBeNull();
    await form.type(/^Mailbox host/, 'imap.example.org');
    await form.choose('Sign in at the mailbox by', 'Another user name and password');
    await form.save();
    expect(await form.dialog.findByText('Give user name and password')).toBeTruthy();
    await form.type(/^Mailbox user name/, 'answers');
    await form.type(/^Mailbox password/, 'p');
    expect(await axeFindings()).toEqual([]);
    await form.save();
    await waitFor(() => expect(form.sent).toHaveLength(1));
    expect(form.sent[0]).toMatchObject({
      settings: { ...smtp, mailbox: { host: 'imap.example.org', port: 993, security: 'tls' } },
      credentials: { mailbox_username: 'answers', mailbox_password: 'p' },
    });
  });

  test('should say what the server wants of a sign-in that is kept', async () => {
    const again = 'Give it again: host, port or security changes';
    const form = await edit(() => problem(422, { errors: [{ field: 'credentials.password', message: again }] }));
    await form.save();
    expect(await form.dialog.findByText(again)).toBeTruthy();
  });
});
