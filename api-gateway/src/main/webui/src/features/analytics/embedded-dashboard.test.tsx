import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { Suspense } from 'react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { renderAt } from '../../../tests/render';
import { problem, server } from '../../../tests/server';
import EmbeddedDashboard from './embedded-dashboard';

interface Embedded {
  readonly id: string;
  readonly supersetDomain: string;
  readonly mountPoint: HTMLElement;
  readonly fetchGuestToken: () => Promise<string>;
  readonly referrerPolicy: string;
  readonly iframeTitle: string;
}

const embedded: Embedded[] = [];
const ended = vi.fn();
// The real one needs a frame that loads; the browser tests have it.
vi.mock('@superset-ui/embedded-sdk', () => ({
  embedDashboard: (parameters: Embedded) => {
    embedded.push(parameters);
    const frame = document.createElement('iframe');
    frame.title = parameters.iframeTitle;
    parameters.mountPoint.replaceChildren(frame);
    return Promise.resolve({ unmount: ended });
  },
}));

const url = '*/api/v1/campaigns/c1/analytics/embed';
const answers = () => {
  let count = 0;
  return http.post(url, () => {
    count += 1;
    return HttpResponse.json({ token: `guest-${count}`, url: 'https://superset.example', dashboard_id: 'd1' });
  });
};
const show = () =>
  renderAt(
    '/',
    [
      {
        path: '/',
        element: (
          <Suspense>
            <EmbeddedDashboard campaign="c1" />
          </Suspense>
        ),
      },
    ],
    { signedIn: true },
  );

describe('Superset’s dashboard', () => {
  beforeEach(() => {
    embedded.length = 0;
    ended.mockClear();
  });

  test('should be embedded with the token of the answer, then with new ones', async () => {
    server.use(answers());
    show();
    expect(await screen.findByTitle('Dashboard of this campaign, by Apache Superset')).toBeTruthy();
    const [one] = embedded;
    expect(embedded).toHaveLength(1);
    expect(one?.id).toBe('d1');
    expect(one?.supersetDomain).toBe('https://superset.example');
    expect(one?.referrerPolicy).toBe('strict-origin');
    expect(await one?.fetchGuestToken()).toBe('guest-1');
    expect(await one?.fetchGuestToken()).toBe('guest-2');
  });

  test('should say why there is none, and come when it is tried again', async () => {
    server.use(http.post(url, () => problem(503, { detail: 'Superset does not respond' })));
    const { user } = show();
    expect((await screen.findByRole('alert')).textContent).toContain('Superset does not respond');
    expect(embedded).toHaveLength(0);
    server.use(answers());
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByTitle('Dashboard of this campaign, by Apache Superset')).toBeTruthy();
  });

  test('should say that access was not renewed, until it is', async () => {
    server.use(answers());
    show();
    await screen.findByTitle('Dashboard of this campaign, by Apache Superset');
    const [one] = embedded;
    await one?.fetchGuestToken();
    server.use(http.post(url, () => problem(503)));
    await expect(one?.fetchGuestToken()).rejects.toThrow();
    expect((await screen.findByRole('status')).textContent).toContain('could not be renewed');
    server.use(answers());
    await one?.fetchGuestToken();
    await waitFor(() => expect(screen.queryByText(/could not be renewed/)).toBeNull());
  });

  test('should end the renewal of its access when it is no longer shown', async () => {
    server.use(answers());
    const { unmount } = show();
    await screen.findByTitle('Dashboard of this campaign, by Apache Superset');
    expect(ended).not.toHaveBeenCalled();
    unmount();
    await waitFor(() => expect(ended).toHaveBeenCalledTimes(1));
  });
});
