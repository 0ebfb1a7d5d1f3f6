import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { one, routes } from '../../../tests/customers';
import { customer, page } from '../../../tests/participant-data';
import { renderAt } from '../../../tests/render';
import { problem, server } from '../../../tests/server';

const listed = { ...customer(), campaigns_count: 2 };

describe('Customers page', () => {
  test('should search as one types and lead to the profile', async () => {
    const asked: (string | null)[] = [];
    server.use(
      http.get('*/api/v1/customers', ({ request }) => {
        asked.push(new URL(request.url).searchParams.get('search'));
        return HttpResponse.json(page([listed], { total: 1, total_is_lower_bound: false }));
      }),
    );
    one();
    const { user, path } = renderAt('/customers', routes);

    await user.type(await screen.findByRole('textbox'), 'weber');
    expect(path()).toBe('/customers?search=weber');
    await waitFor(() => expect(asked.at(-1)).toBe('weber'));
    expect(await screen.findByText('1 customer')).toBeTruthy();
    await user.click(await screen.findByRole('link', { name: 'Alex Weber' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Alex Weber' })).toBeTruthy();
  });

  test('should tell apart that there is nobody and that nobody was found', async () => {
    server.use(http.get('*/api/v1/customers', () => HttpResponse.json(page([]))));
    const { user, path } = renderAt('/customers?search=xyz', routes);

    await user.click(await screen.findByRole('button', { name: 'Clear search' }));
    expect(path()).toBe('/customers');
    expect(await screen.findByText('No customers yet')).toBeTruthy();
  });

  test('should say what failed', async () => {
    server.use(http.get('*/api/v1/customers', () => problem(503, { code: 'unavailable' })));
    renderAt('/customers', routes);
    expect((await screen.findByRole('alert')).textContent).toContain('unavailable');
  });
});
