import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { channel } from '../../../tests/agents';
import { axeFindings } from '../../../tests/axe';
import { problem, server } from '../../../tests/server';
import { list, row, show } from '../../../tests/settings';
import { Component as Channels } from './channels-page';
import { scriptTag, webOf, webSettings } from './web-rules';

async function edit(settings: Record<string, unknown>, answer?: () => Response) {
  const stored = channel({ id: 'ch5', name: 'Website', type: 'web', settings, has_credentials: true });
  const sent: Record<string, unknown>[] = [];
  server.use(
    list('channels', [stored]),
    http.patch('*/api/v1/channels/ch5', async ({ request }) => {
      sent.push((await request.json()) as Record<string, unknown>);
      return answer?.() ?? HttpResponse.json(stored);
    }),
  );
  const { user } = show(Channels);
  await user.click(await row('Website'));
  const dialog = within(await screen.findByRole('dialog', { name: 'Channel Website' }));
  return { user, sent, dialog, save: () => user.click(dialog.getByRole('button', { name: 'Save' })) };
}

describe('A web channel', () => {
  test('should say which pages may embed it, and show what goes into them', async () => {
    const form = await edit({ allowed_origins: ['https://www.example.com'], title: 'Ask us' });
    expect(form.dialog.getByText(scriptTag('ch5'))).toBeTruthy();
    const origins = form.dialog.getByRole('textbox', { name: /Pages that may embed it/ });
    expect((origins as HTMLTextAreaElement).value).toBe('https://www.example.com');
    await form.user.type(origins, '\nhttp://localhost:3000');
    expect(await axeFindings()).toEqual([]);
    await form.save();
    await waitFor(() => expect(form.sent).toHaveLength(1));
    expect(form.sent[0]).toEqual({
      name: 'Website',
      rate_per_second: null,
      settings: {
        allowed_origins: ['https://www.example.com', 'http://localhost:3000'],
        title: 'Ask us',
        greeting: null,
        color: null,
      },
    });
  });

  test('should say which origin the API refuses', async () => {
    const form = await edit({ allowed_origins: ['https://a.example', 'http://b.example'] }, () =>
      problem(422, { errors: [{ field: 'settings.allowed_origins[1]', message: 'Give https' }] }),
    );
    await form.save();
    expect(await form.dialog.findByText('http://b.example: Give https')).toBeTruthy();
  });

  test('should take what people enter as origins', () => {
    const web = { ...webOf(null), origins: ' https://a.example,\n\nhttps://b.example ', color: ' #1d4ed8 ' };
    expect(webSettings(web)).toEqual({
      allowed_origins: ['https://a.example', 'https://b.example'],
      title: null,
      greeting: null,
      color: '#1d4ed8',
    });
    expect(scriptTag('ch5')).toBe(
      `<script src="${window.location.origin}/widget.js" data-channel="ch5" async></script>`,
    );
  });
});
