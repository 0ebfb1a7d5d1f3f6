import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { axeFindings } from '../../../tests/axe';
import { me, problem, server } from '../../../tests/server';
import { show } from '../../../tests/settings';
import { Component as AccountPage } from './account-page';

const PASSWORD = 'four words that rhyme';

function own(account: Record<string, unknown> = {}) {
  server.use(
    http.get('*/api/v1/me', () =>
      HttpResponse.json({
        ...me,
        account: { email: 'mara@example.com', second_factor: false, recovery_codes_left: 0, ...account },
      }),
    ),
  );
}

describe('The own account', () => {
  test('should change the password, and say at its field what is wrong', async () => {
    own();
    const sent: unknown[] = [];
    server.use(
      http.put('*/api/v1/account/password', async ({ request }) => {
        sent.push(await request.json());
        return sent.length === 1
          ? problem(422, { errors: [{ field: 'current_password', message: 'The password is wrong' }] })
          : new HttpResponse(null, { status: 204 });
      }),
    );
    const { user } = show(AccountPage);
    const form = await screen.findByRole('form', { name: 'Password' });
    await user.type(within(form).getByLabelText('Current password'), 'not it');
    await user.type(within(form).getByLabelText('New password'), 'short');
    await user.click(within(form).getByRole('button', { name: 'Change password' }));
    expect(within(form).getByText('Choose a password of 12 to 200 characters')).toBeTruthy();
    expect(sent).toEqual([]);
    await user.clear(within(form).getByLabelText('New password'));
    await user.type(within(form).getByLabelText('New password'), PASSWORD);
    await user.click(within(form).getByRole('button', { name: 'Change password' }));
    expect(await within(form).findByText('The password is wrong')).toBeTruthy();
    await user.click(within(form).getByRole('button', { name: 'Change password' }));
    await waitFor(() => expect((within(form).getByLabelText('New password') as HTMLInputElement).value).toBe(''));
    expect(sent[1]).toEqual({ current_password: 'not it', new_password: PASSWORD });
    expect(await axeFindings()).toEqual([]);
  });

  test('should set an app up by a code, and show the recovery codes', async () => {
    own();
    let sent: unknown;
    server.use(
      http.post('*/api/v1/account/second-factor/secret', () =>
        HttpResponse.json({ secret: 'GEZDGNBVGY3TQOJQ', address: 'otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ' }),
      ),
      http.put('*/api/v1/account/second-factor', async ({ request }) => {
        sent = await request.json();
        own({ second_factor: true, recovery_codes_left: 2 });
        return HttpResponse.json({ recovery_codes: ['aaaa-bbbb', 'cccc-dddd'] });
      }),
    );
    const { user } = show(AccountPage);
    await user.click(await screen.findByRole('button', { name: 'Set up an app' }));
    const dialog = await screen.findByRole('dialog', { name: 'Set up an authenticator app' });
    expect(await within(dialog).findByText('GEZDGNBVGY3TQOJQ')).toBeTruthy();
    expect(within(dialog).getByTitle('QR code for the authenticator app')).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
    await user.type(within(dialog).getByRole('textbox', { name: /^Code/ }), '123456');
    await user.type(within(dialog).getByLabelText('Password'), PASSWORD);
    await user.click(within(dialog).getByRole('button', { name: 'Turn on' }));
    const codes = await screen.findByRole('dialog', { name: 'Your recovery codes' });
    expect(within(codes).getByLabelText('Recovery codes').textContent).toBe('aaaa-bbbb\ncccc-dddd');
    expect(sent).toEqual({ secret: 'GEZDGNBVGY3TQOJQ', code: '123456', password: PASSWORD });
    await user.click(within(codes).getByRole('button', { name: 'Done' }));
    expect(await screen.findByText(/There are 2 recovery codes left/)).toBeTruthy();
  });

  test('should give new recovery codes for the password, and show them once', async () => {
    own({ second_factor: true, recovery_codes_left: 1 });
    const sent: unknown[] = [];
    server.use(
      http.post('*/api/v1/account/second-factor/recovery-codes', async ({ request }) => {
        sent.push(await request.json());
        if (sent.length === 1)
          return problem(422, { errors: [{ field: 'password', message: 'The password is wrong' }] });
        own({ second_factor: true, recovery_codes_left: 2 });
        return HttpResponse.json({ recovery_codes: ['eeee-ffff', 'gggg-hhhh'] });
      }),
    );
    const { user } = show(AccountPage);
    await user.click(await screen.findByRole('button', { name: 'New recovery codes …' }));
    const dialog = await screen.findByRole('dialog', { name: 'New recovery codes' });
    await user.click(within(dialog).getByRole('button', { name: 'Make new codes' }));
    expect(within(dialog).getByText('Enter your password')).toBeTruthy();
    expect(sent).toEqual([]);
    await user.type(within(dialog).getByLabelText('Password'), PASSWORD);
    await user.click(within(dialog).getByRole('button', { name: 'Make new codes' }));
    expect(await within(dialog).findByText('The password is wrong')).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Make new codes' }));
    const codes = await screen.findByRole('dialog', { name: 'Your recovery codes' });
    expect(within(codes).getByLabelText('Recovery codes').textContent).toBe('eeee-ffff\ngggg-hhhh');
    await user.click(within(codes).getByRole('button', { name: 'Done' }));
    expect(await screen.findByText(/There are 2 recovery codes left/)).toBeTruthy();
  });

  test('should take the app away for the password', async () => {
    own({ second_factor: true, recovery_codes_left: 1 });
    let sent: unknown;
    server.use(
      http.post('*/api/v1/account/second-factor/remove', async ({ request }) => {
        sent = await request.json();
        own();
        return new HttpResponse(null, { status: 204 });
      }),
    );
    const { user } = show(AccountPage);
    expect(await screen.findByText(/There is 1 recovery code left/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Remove …' }));
    const dialog = await screen.findByRole('dialog', { name: 'Remove the second factor' });
    await user.type(within(dialog).getByLabelText('Password'), PASSWORD);
    await user.click(within(dialog).getByRole('button', { name: 'Remove' }));
    expect(await screen.findByRole('button', { name: 'Set up an app' })).toBeTruthy();
    expect(sent).toEqual({ password: PASSWORD });
  });

  test.each([
    ['an identity provider', { provider: 'company' }, /by an identity provider/],
    ['the password of the installation', {}, /as the administrator of the installation/],
    ['an API key', { kind: 'api_key' }, /with an API key/],
  ])('should say where the password is of whoever signs in by %s', async (_, who, text) => {
    server.use(http.get('*/api/v1/me', () => HttpResponse.json({ ...me, ...who })));
    show(AccountPage);
    expect(await screen.findByText(text)).toBeTruthy();
    expect(screen.queryByLabelText('New password')).toBeNull();
  });
});
