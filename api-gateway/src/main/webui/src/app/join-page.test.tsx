import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { axeFindings } from '../../tests/axe';
import { renderAt } from '../../tests/render';
import { problem, server } from '../../tests/server';
import { Component as JoinPage } from './join-page';

const PASSWORD = 'four words that rhyme';
const pages = [
  { path: '/join', Component: JoinPage },
  { path: '/', element: <p>The console</p> },
];

test('should let the invited choose a password, and sign them in', async () => {
  const sent: unknown[] = [];
  server.use(
    http.post('*/api/v1/invitations/check', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({
        email: 'mara@example.com',
        name: 'Mara Klein',
        tenant_name: 'Savings bank',
        expires_at: '2999-01-01T00:00:00Z',
      });
    }),
    http.post('*/api/v1/invitations/accept', async ({ request }) => {
      const body = (await request.json()) as { password: string };
      sent.push(body);
      return body.password === PASSWORD
        ? new HttpResponse(null, { status: 204 })
        : problem(422, { errors: [{ field: 'password', message: 'Choose another' }] });
    }),
    http.post('*/api/v1/session', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ token: null, expires_at: '2999-01-01T00:00:00Z' }, { status: 201 });
    }),
  );
  const { user } = renderAt('/join#cfi_token', pages);
  expect(await screen.findByRole('heading', { name: 'Welcome to Savings bank' })).toBeTruthy();
  expect(await axeFindings()).toEqual([]);
  const password = screen.getByLabelText('Password');
  await user.type(password, 'short');
  await user.click(screen.getByRole('button', { name: 'Go on' }));
  expect(screen.getByText('Choose a password of 12 to 200 characters')).toBeTruthy();
  await user.clear(password);
  await user.type(password, 'password1234');
  await user.click(screen.getByRole('button', { name: 'Go on' }));
  expect(await screen.findByText('Choose another')).toBeTruthy();
  await user.clear(password);
  await user.type(password, PASSWORD);
  await user.click(screen.getByRole('button', { name: 'Go on' }));
  expect(await screen.findByText('The console')).toBeTruthy();
  expect(sent).toEqual([
    { token: 'cfi_token' },
    { token: 'cfi_token', password: 'password1234' },
    { token: 'cfi_token', password: PASSWORD },
    { email: 'mara@example.com', password: PASSWORD, tenant: 'Savings bank', cookie: true },
  ]);
});

test('should say that a link has been used, and lead to the sign-in', async () => {
  const detail = 'This link has been used or has ended: ask an administrator for another';
  server.use(http.post('*/api/v1/invitations/check', () => problem(404, { detail })));
  const { user } = renderAt('/join#cfi_used', pages);
  expect(await screen.findByText(detail)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Go to the sign-in' }));
  expect(await screen.findByText('The console')).toBeTruthy();
});
