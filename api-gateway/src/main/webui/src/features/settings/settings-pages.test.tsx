import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { channel } from '../../../tests/agents';
import { axeFindings } from '../../../tests/axe';
import { me, problem, server } from '../../../tests/server';
import { apiKey as key, list, row, show, viewer } from '../../../tests/settings';
import { Component as Keys } from './api-keys-page';
import { Component as Channels } from './channels-page';
import { Component as TenantPage } from './tenant-page';

const mail = channel({
  id: 'ch2',
  name: 'Mail',
  type: 'email',
  settings: { host: 'smtp.example.org', port: 587, security: 'starttls', from: 'me@example.org' },
  has_credentials: true,
  rate_per_second: 5,
  trouble: 'The server refuses the sign-in',
});

describe('Channels page', () => {
  test('should list type, trouble, server and rate', async () => {
    server.use(list('channels', [mail]));
    show(Channels);
    const line = await row('Mail');
    expect(within(line).getByText('Email')).toBeTruthy();
    expect(within(line).getByRole('note', { name: 'Trouble: The server refuses the sign-in' })).toBeTruthy();
    expect(within(line).getByText('smtp.example.org:587')).toBeTruthy();
    expect(within(line).getByText('5 / s')).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
  });

  test('should keep secrets unless they are replaced, and ask again when the server changes', async () => {
    const sent: Record<string, unknown>[] = [];
    server.use(
      list('channels', [mail]),
      http.patch('*/api/v1/channels/ch2', async ({ request }) => {
        sent.push((await request.json()) as Record<string, unknown>);
        return HttpResponse.json(mail);
      }),
    );
    const { user } = show(Channels);
    await user.click(await row('Mail'));
    let dialog = await screen.findByRole('dialog', { name: 'Channel Mail' });
    expect(within(dialog).getByText(/\/api\/v1\/webhooks\/channels\/ch2$/)).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).not.toHaveProperty('credentials');

    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.click(await row('Mail'));
    dialog = await screen.findByRole('dialog', { name: 'Channel Mail' });
    await user.type(within(dialog).getByRole('textbox', { name: /Host/ }), '.uk');
    expect(within(dialog).getByText(/enter the sign-in again/)).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Replace Sign-in at the mail server' }));
    await user.type(within(dialog).getByRole('textbox', { name: 'User name' }), 'me');
    await user.type(within(dialog).getByLabelText('Password'), 'secret');
    await user.click(within(dialog).getByRole('button', { name: 'Generate' }));
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]?.credentials).toMatchObject({ username: 'me', password: 'secret' });
    expect(sent[1]).toHaveProperty('credentials.webhook_secret.length', 32);
  });

  test('should create a web channel, whose pages may be named later', async () => {
    let sent: unknown;
    server.use(
      list('channels', []),
      http.post('*/api/v1/channels', async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json(channel(), { status: 201 });
      }),
    );
    const { user } = show(Channels);
    await user.click((await screen.findAllByRole('button', { name: 'New channel' }))[0] as HTMLElement);
    const dialog = await screen.findByRole('dialog', { name: 'New channel' });
    await user.type(within(dialog).getByRole('textbox', { name: /^Name/ }), 'Chat');
    await user.click(within(dialog).getByRole('combobox', { name: 'Type' }));
    await user.click(await screen.findByRole('option', { name: 'Web' }));
    await user.click(within(dialog).getByRole('button', { name: 'Create channel' }));
    await waitFor(() =>
      expect(sent).toEqual({
        name: 'Chat',
        type: 'web',
        settings: { allowed_origins: [], title: null, greeting: null, color: null },
        rate_per_second: null,
      }),
    );
  });

  test('should create a channel that calls', async () => {
    let sent: unknown;
    server.use(
      list('channels', []),
      http.post('*/api/v1/channels', async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json(channel(), { status: 201 });
      }),
    );
    const { user } = show(Channels);
    await user.click((await screen.findAllByRole('button', { name: 'New channel' }))[0] as HTMLElement);
    const dialog = await screen.findByRole('dialog', { name: 'New channel' });
    const type = (name: RegExp, text: string) => user.type(within(dialog).getByRole('textbox', { name }), text);
    await type(/^Name/, 'Phone');
    await user.click(within(dialog).getByRole('combobox', { name: 'Type' }));
    await user.click(await screen.findByRole('option', { name: 'Voice' }));
    await type(/^Account SID/, 'AC0123456789abcdef0123456789abcdef');
    await type(/^Number that calls/, '+4930123456');
    await user.clear(within(dialog).getByRole('textbox', { name: /^Public address/ }));
    await type(/^Public address/, 'https://flows.example.org');
    await user.type(within(dialog).getByLabelText(/^Auth token/), '0123456789abcdef');
    await user.click(within(dialog).getByRole('combobox', { name: /^When an answering machine/ }));
    await user.click(await screen.findByRole('option', { name: 'Leave the message' }));
    expect(await axeFindings()).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Create channel' }));
    await waitFor(() =>
      expect(sent).toEqual({
        name: 'Phone',
        type: 'voice',
        settings: {
          account_sid: 'AC0123456789abcdef0123456789abcdef',
          from: '+4930123456',
          public_address: 'https://flows.example.org',
          language: 'en-US',
          machine: 'leave_message',
          ring_seconds: 30,
          greeting: null,
        },
        credentials: { auth_token: '0123456789abcdef' },
        rate_per_second: null,
      }),
    );
  });
});

describe('API keys page', () => {
  test('should show a new key once', async () => {
    let sent: unknown;
    server.use(
      list('api-keys', [key]),
      http.post('*/api/v1/api-keys', async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json({ ...key, id: 'k2', api_key: 'cf_once_only' }, { status: 201 });
      }),
    );
    const { user } = show(Keys);
    const line = await row('CRM import');
    expect(within(line).getByText('Operator')).toBeTruthy();
    expect(within(line).getByText('Never')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'New API key' }));
    const dialog = await screen.findByRole('dialog', { name: 'New API key' });
    await user.type(within(dialog).getByRole('textbox', { name: /^Name/ }), 'Shop');
    await user.type(within(dialog).getByRole('textbox', { name: 'Accepted from' }), '203.0.113.7{Enter}10.0.0.0/8');
    await user.type(within(dialog).getByRole('textbox', { name: 'Requests a minute' }), '600');
    await user.click(within(dialog).getByRole('button', { name: 'Create key' }));
    expect(await screen.findByText('cf_once_only')).toBeTruthy();
    expect(sent).toEqual({
      name: 'Shop',
      roles: ['operator'],
      expires_at: null,
      allowed_addresses: ['203.0.113.7', '10.0.0.0/8'],
      requests_per_minute: 600,
      scopes: [],
    });
    expect(await axeFindings()).toEqual([]);
    await user.keyboard('{Escape}');
    expect(screen.getByText('cf_once_only')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Done' }));
    await waitFor(() => expect(screen.queryByText('cf_once_only')).toBeNull());
  });

  test('should say why the last administrator’s key stays', async () => {
    const detail = 'This is the last key of an administrator: make another one first';
    server.use(
      list('api-keys', [{ ...key, roles: ['admin'] }]),
      http.delete('*/api/v1/api-keys/k1', () => problem(409, { detail })),
    );
    const { user } = show(Keys);
    await row('CRM import');
    await user.click(screen.getByRole('button', { name: 'Actions for CRM import' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Revoke' }));
    const dialog = await screen.findByRole('dialog', { name: 'Revoke CRM import?' });
    await user.click(within(dialog).getByRole('button', { name: 'Revoke key' }));
    expect(await within(dialog).findByText(detail)).toBeTruthy();
  });

  test('should show what bounds a key, and say what is wrong with a range', async () => {
    const bounded = { ...key, scopes: ['read', 'uploads:write'], allowed_addresses: ['10.0.0.0/8'] };
    let sent: unknown;
    server.use(
      list('api-keys', [bounded]),
      http.patch('*/api/v1/api-keys/k1', async ({ request }) => {
        sent = await request.json();
        return problem(422, {
          detail: 'The API key is not valid',
          errors: [{ field: 'allowed_addresses[1]', message: 'Give an address or a range' }],
        });
      }),
    );
    const { user } = show(Keys);
    const line = await row('CRM import');
    expect(within(line).getByText('2 scopes · from 1 range')).toBeTruthy();
    expect(within(line).getByText('No end')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Actions for CRM import' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Edit' }));
    const dialog = await screen.findByRole('dialog', { name: 'Edit CRM import' });
    await user.type(within(dialog).getByRole('textbox', { name: 'Accepted from' }), '{Enter}everywhere');
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(await within(dialog).findByText('Give an address or a range')).toBeTruthy();
    expect(sent).toMatchObject({ allowed_addresses: ['10.0.0.0/8', 'everywhere'], scopes: ['read', 'uploads:write'] });
    expect(await axeFindings()).toEqual([]);
  });

  test('should give a key another secret beside the present one', async () => {
    let sent: unknown;
    server.use(
      list('api-keys', [{ ...key, previous_valid_until: '2999-01-01T00:00:00Z' }]),
      http.post('*/api/v1/api-keys/k1/rotate', async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json({ ...key, api_key: 'cf_another' });
      }),
    );
    const { user } = show(Keys);
    expect((await row('CRM import')).textContent).toContain('Former secret until');
    await user.click(screen.getByRole('button', { name: 'Actions for CRM import' }));
    await user.click(await screen.findByRole('menuitem', { name: 'New secret …' }));
    const dialog = await screen.findByRole('dialog', { name: 'New secret for CRM import' });
    await user.click(within(dialog).getByRole('button', { name: 'Make a new secret' }));
    expect(await screen.findByText('cf_another')).toBeTruthy();
    expect(sent).toEqual({ overlap: 'PT24H' });
  });

  test('should say to others whose page it is', async () => {
    server.use(viewer);
    show(Keys);
    expect(await screen.findByText('For administrators')).toBeTruthy();
  });
});

describe('Tenant page', () => {
  const tenant = http.get('*/api/v1/tenant', () => HttpResponse.json(me.tenant));

  test('should show an example of the date format and save what changed', async () => {
    let sent: unknown;
    server.use(
      tenant,
      http.patch('*/api/v1/tenant', async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json({ ...me.tenant, date_format: 'dd.MM.yyyy' });
      }),
    );
    const { user } = show(TenantPage);
    const format = await screen.findByRole('combobox', { name: 'Date format' });
    await screen.findByRole('button', { name: 'Save' });
    expect(screen.getByText(/Today is \d{4}-\d{2}-\d{2}$/)).toBeTruthy();
    await user.clear(format);
    await user.type(format, 'dd.MM.yyyy');
    expect(screen.getByText(/Today is \d{2}\.\d{2}\.\d{4}$/)).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(sent).toEqual({ name: 'Local', timezone: 'Europe/Berlin', date_format: 'dd.MM.yyyy', region: null }),
    );
  });

  test('should be read-only for a viewer', async () => {
    server.use(viewer, tenant);
    show(TenantPage);
    expect(await screen.findByText('Administrators may change these settings.')).toBeTruthy();
    expect((screen.getByRole('textbox', { name: 'Name' }) as HTMLInputElement).readOnly).toBe(true);
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
  });
});
