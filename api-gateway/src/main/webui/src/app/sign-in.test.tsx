import { fireEvent, screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { renderAt } from '../../tests/render';
import { me, problem, server } from '../../tests/server';
import { Home } from './return-address';
import { Shell } from './shell';

const providers = [
  { name: 'company', title: 'Company account' },
  { name: 'partners', title: 'Partner account' },
];

function signedOut(state: { sign_in: string[]; providers: typeof providers }) {
  server.use(
    http.get('*/api/v1/me', () => problem(401)),
    http.get('*/api/v1/session', () => HttpResponse.json({ signed_in: false, ...state })),
  );
}

const pages = [
  {
    path: '/',
    Component: Shell,
    children: [
      { index: true, Component: Home },
      { path: 'campaigns', element: <p>All campaigns</p> },
      { path: 'customers', element: <p>All customers</p> },
    ],
  },
];

describe('The sign-in page', () => {
  test('should offer a button for each provider, and the password below', async () => {
    signedOut({ sign_in: ['password'], providers });
    renderAt('/campaigns', pages);
    const company = await screen.findByRole('link', { name: 'Sign in with Company account' });
    expect(company.getAttribute('href')).toBe('/api/v1/sign-in/company');
    expect(company.getAttribute('target')).toBeNull();
    expect(screen.getByRole('link', { name: 'Sign in with Partner account' }).getAttribute('href')).toBe(
      '/api/v1/sign-in/partners',
    );
    expect(screen.getByLabelText(/^Password/)).toBeTruthy();
  });

  test('should ask for no password where there is none, and say so where there is nothing at all', async () => {
    signedOut({ sign_in: [], providers });
    const { unmount } = renderAt('/campaigns', pages);
    await screen.findByRole('link', { name: 'Sign in with Company account' });
    expect(screen.queryByLabelText(/^Password/)).toBeNull();
    unmount();
    signedOut({ sign_in: [], providers: [] });
    renderAt('/campaigns', pages);
    expect(await screen.findByText(/Nobody can sign in here yet/)).toBeTruthy();
  });

  test.each([
    ['not_assigned', /no tenant or no role here/],
    ['canceled', /was canceled/],
    ['failed', /could not be completed\. Please try again/],
    ['anything else', /could not be completed\. Please try again/],
  ])('should say why a provider has signed nobody in: %s', async (reason, text) => {
    signedOut({ sign_in: ['password'], providers });
    renderAt(`/?sign_in=${encodeURIComponent(reason)}`, pages);
    expect((await screen.findByRole('alert')).textContent).toMatch(text);
  });

  test('should lead back to the page that was asked for', async () => {
    signedOut({ sign_in: [], providers });
    const { unmount, user } = renderAt('/customers?q=mara', pages);
    await user.click(await screen.findByRole('link', { name: 'Sign in with Company account' }));
    unmount();
    server.use(http.get('*/api/v1/me', () => HttpResponse.json(me)));
    const { path } = renderAt('/', pages);
    expect(await screen.findByText('All customers')).toBeTruthy();
    expect(path()).toBe('/customers?q=mara');
  });

  test('should forget where it led back to, and lead nowhere else', async () => {
    sessionStorage.setItem('campaign-flows.return', '//example.org/');
    const first = renderAt('/', pages);
    await screen.findByText('All campaigns');
    expect(first.path()).toBe('/campaigns');
  });
});

describe('The sign-in by an email address', () => {
  function answers(...answers: (() => Response)[]): unknown[] {
    const sent: unknown[] = [];
    server.use(
      http.post('*/api/v1/session', async ({ request }) => {
        sent.push(await request.json());
        return (answers[sent.length - 1] as () => Response)();
      }),
    );
    return sent;
  }
  const asks = (field: string) => () => problem(422, { errors: [{ field, message: 'Give it' }] });
  const refuses = () => problem(401, { detail: 'No' });

  test('should ask for the tenant and the code when they are needed, and say what is wrong', async () => {
    signedOut({ sign_in: ['email'], providers: [] });
    const sent = answers(refuses, asks('tenant'), asks('code'), refuses, () => {
      server.use(http.get('*/api/v1/me', () => HttpResponse.json(me)));
      return HttpResponse.json({ token: null, expires_at: '2999-01-01T00:00:00Z' }, { status: 201 });
    });
    const { user } = renderAt('/campaigns', pages);
    const submit = async () => user.click(screen.getByRole('button', { name: 'Sign in' }));
    await user.type(await screen.findByLabelText('Password'), 'secret');
    await submit();
    expect(screen.getByText('Enter your email address')).toBeTruthy();
    await user.type(screen.getByLabelText('Email'), 'mara@example.com');
    await submit();
    expect(await screen.findByText('The email address or the password is not right.')).toBeTruthy();
    await submit();
    await user.type(await screen.findByLabelText('Tenant'), 'Local');
    await submit();
    await screen.findByLabelText('Code');
    await submit();
    expect(screen.getByText('Enter the code')).toBeTruthy();
    await user.type(screen.getByLabelText('Code'), '000000');
    await submit();
    expect(await screen.findByText('The code is not right, or was used before.')).toBeTruthy();
    await user.clear(screen.getByLabelText('Code'));
    await user.type(screen.getByLabelText('Code'), '123456');
    await submit();
    expect(await screen.findByText('All campaigns')).toBeTruthy();
    expect(sent.at(-1)).toEqual({
      email: 'mara@example.com',
      password: 'secret',
      tenant: 'Local',
      code: '123456',
      cookie: true,
    });
  });

  test('should leave the address to the administrator of the installation', async () => {
    signedOut({ sign_in: ['password', 'email'], providers: [] });
    const sent = answers(refuses);
    const { user } = renderAt('/campaigns', pages);
    expect(await screen.findByText(/Leave it empty to sign in as the administrator/)).toBeTruthy();
    await user.type(screen.getByLabelText('Password'), 'secret');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByText('The password is not right.')).toBeTruthy();
    expect(sent).toEqual([{ password: 'secret', cookie: true }]);
  });
});

describe('A sign-in over a page', () => {
  test('should open in a tab of its own, and end when it has ended there', async () => {
    let elsewhere = false;
    server.use(http.get('*/api/v1/session', () => HttpResponse.json({ signed_in: elsewhere, sign_in: [], providers })));
    renderAt('/campaigns', pages);
    await screen.findByText('All campaigns');
    const { setSignInExpired } = await import('../api/session-state');
    setSignInExpired(true);
    const link = await screen.findByRole('link', { name: 'Sign in with Company account' });
    expect(link.getAttribute('target')).toBe('_blank');
    fireEvent.focus(window);
    expect(screen.getByRole('dialog')).toBeTruthy();
    elsewhere = true;
    fireEvent.focus(window);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.getByText('All campaigns')).toBeTruthy();
  });
});
