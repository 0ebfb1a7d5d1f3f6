import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { page, participant, UPLOAD } from '../../../tests/participant-data';
import { BASE, list, rowOf, show } from '../../../tests/participants';
import { me, problem, server } from '../../../tests/server';

describe('Participants page', () => {
  test('should show the guide’s columns, newest first, and how many there are', async () => {
    const asked = list([participant()]);
    show();

    const row = await rowOf('Alex Weber');
    expect(screen.getAllByRole('columnheader').map(one => one.textContent)).toEqual([
      'Details',
      'Name',
      'Email',
      'Phone',
      'External ID',
      'Communications',
      'Created at',
      'Remove',
    ]);
    expect(within(row).getByText('+491512000000')).toBeTruthy();
    expect(within(row).getByText('2026-06-28 09:41')).toBeTruthy();
    expect(screen.getByText('1 participant')).toBeTruthy();
    expect(asked[0]?.get('sort')).toBe('-created_at');
  });

  test('should say that there are more than it counts', async () => {
    list([participant()], { total: 10000, total_is_lower_bound: true });
    show();

    expect(await screen.findByText('More than 10,000 participants')).toBeTruthy();
  });

  test('should be filtered by the upload that led here, and say so', async () => {
    const asked = list([participant()]);
    const { user, path } = show(`?upload_id=${UPLOAD}`);

    await rowOf('Alex Weber');
    expect(asked[0]?.get('upload_id')).toBe(UPLOAD);
    const chips = screen.getByRole('list', { name: 'Active filters' });
    expect(within(chips).getByText('Upload 0198f2c4…')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Export' }).getAttribute('href')).toBe(
      `/api/v1/campaigns/c1/participants/export?upload_id=${UPLOAD}`,
    );
    await user.click(within(chips).getByRole('button', { name: 'Remove the filter Upload 0198f2c4…' }));

    expect(path()).toBe('/campaigns/c1/participants');
    await waitFor(() => expect(asked.at(-1)?.has('upload_id')).toBe(false));
  });

  test('should keep what is typed into the filter in the address and ask for it', async () => {
    const asked = list([participant()]);
    const { user, path } = show();

    await rowOf('Alex Weber');
    expect(screen.queryByRole('complementary', { name: 'Filter' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Filter' }));
    const panel = await screen.findByRole('complementary', { name: 'Filter' });
    await user.type(within(panel).getByRole('textbox', { name: 'Email' }), 'alex@');
    await user.type(within(panel).getByLabelText('Created from'), '2026-06-01');

    expect(path()).toBe('/campaigns/c1/participants?email=alex%40&created_from=2026-06-01');
    await waitFor(() => expect(asked.at(-1)?.get('created_from')).toBe('2026-06-01'));
    expect(asked.at(-1)?.get('email')).toBe('alex@');
  });

  test('should not ask for an upload ID that is none, and say so at the field', async () => {
    const asked = list([participant()]);
    show('?upload_id=0198');

    await rowOf('Alex Weber');
    expect(await screen.findByText(/An upload ID has 36 characters/)).toBeTruthy();
    expect(asked.every(one => !one.has('upload_id'))).toBe(true);
  });

  test('should sort by a column and back', async () => {
    const asked = list([participant()]);
    const { user, path } = show();

    await rowOf('Alex Weber');
    await user.click(screen.getByRole('button', { name: 'Communications' }));
    expect(path()).toBe('/campaigns/c1/participants?sort=communications_count');
    await waitFor(() => expect(asked.at(-1)?.get('sort')).toBe('communications_count'));
    await user.click(screen.getByRole('button', { name: 'Communications' }));
    expect(path()).toBe('/campaigns/c1/participants?sort=-communications_count');
  });

  test('should ask for the next page where one is empty', async () => {
    server.use(
      http.get(`${BASE}/participants`, ({ request }) =>
        HttpResponse.json(
          new URL(request.url).searchParams.get('cursor') === 'next'
            ? page([participant()])
            : page([], { next_cursor: 'next', total: 1, total_is_lower_bound: true }),
        ),
      ),
    );
    show('?name=alex');

    expect(await rowOf('Alex Weber')).toBeTruthy();
  });

  test('should tell apart that there is nobody and that nobody fits', async () => {
    list([]);
    show();
    expect(await screen.findByText('No participants yet')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Go to Uploads' }).getAttribute('href')).toBe('/campaigns/c1/uploads');
  });

  test('should offer to clear the filters when nobody fits', async () => {
    list([]);
    const { user, path } = show('?name=xyz&status=pending&sort=name');

    await user.click(await screen.findByRole('button', { name: 'Clear filters' }));
    expect(path()).toBe('/campaigns/c1/participants?sort=name');
  });

  test('should say what failed and try again', async () => {
    let calls = 0;
    server.use(
      http.get(`${BASE}/participants`, () => {
        calls += 1;
        return calls === 1 ? problem(503, { code: 'unavailable' }) : HttpResponse.json(page([participant()]));
      }),
    );
    const { user } = show();

    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('unavailable');
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(await rowOf('Alex Weber')).toBeTruthy();
  });

  test('should open a row by keyboard and keep it in the address', async () => {
    list([participant()]);
    const { user, path } = show();

    const expander = await screen.findByRole('button', { name: 'Details of Alex Weber' });
    expander.focus();
    await user.keyboard('{Enter}');

    expect(path()).toBe('/campaigns/c1/participants?open=p1');
    expect(
      screen.getByRole('button', { name: 'Details of Alex Weber', expanded: true }).getAttribute('aria-expanded'),
    ).toBe('true');
    const detail = await screen.findByRole('region', { name: 'Details of Alex Weber' });
    await waitFor(() => {
      const terms = [...detail.querySelectorAll('dt')].map(one => one.textContent);
      expect(terms.slice(0, 6)).toEqual([
        'Email',
        'Due Date',
        'Amount',
        'Is Payment Received',
        'Called At',
        'Object ID',
      ]);
    });
    expect(within(detail).getByText('10.00')).toBeTruthy();
    expect(within(detail).getByText('2026-06-30')).toBeTruthy();
    expect(within(detail).getByText('Europe/Berlin (the tenant’s)')).toBeTruthy();
  });

  test('should show the row that the address opens even if the pages read so far do not hold it', async () => {
    list([participant({ id: 'p2', name: 'Nadia Costa' })]);
    show('?open=p1');

    expect(await screen.findByRole('region', { name: 'Details of Alex Weber' })).toBeTruthy();
  });

  test('should show communications in a dialog that the address keeps', async () => {
    list([participant()]);
    const { user, path } = show();

    await user.click(await screen.findByRole('button', { name: '2 communications of Alex Weber' }));
    expect(path()).toBe('/campaigns/c1/participants?communications=p1');
    const dialog = await screen.findByRole('dialog', { name: 'Communications of Alex Weber' });
    expect(await within(dialog).findByText('REMINDED_DUE_DATE')).toBeTruthy();
    expect(within(dialog).getByText('Replied')).toBeTruthy();
    expect(await within(dialog).findByText('Reminder agent')).toBeTruthy();
    expect(within(dialog).getByText('2026-06-28 10:00')).toBeTruthy();
    expect(
      within(dialog).getByRole('link', { name: 'Open the session of REMINDED_DUE_DATE' }).getAttribute('href'),
    ).toBe('/sessions/s1');
  });

  test('should remove only after saying what stays', async () => {
    let removed = '';
    list([participant()]);
    server.use(
      http.delete(`${BASE}/participants/:id`, ({ params }) => {
        removed = String(params.id);
        return new HttpResponse(null, { status: 204 });
      }),
    );
    const { user } = show();

    await user.click(await screen.findByRole('button', { name: 'Remove Alex Weber from the campaign' }));
    const dialog = await screen.findByRole('dialog', { name: 'Remove Alex Weber from the campaign?' });
    expect(within(dialog).getByText(/The customer profile of Alex Weber stays/)).toBeTruthy();
    expect(within(dialog).getByText(/Planned communications are canceled/)).toBeTruthy();
    expect(removed).toBe('');
    await user.click(within(dialog).getByRole('button', { name: 'Remove' }));

    await waitFor(() => expect(removed).toBe('p1'));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  test('should leave everything readable for a viewer', async () => {
    list([participant()]);
    server.use(http.get('*/api/v1/me', () => HttpResponse.json({ ...me, roles: ['viewer'] })));
    show('?open=p1');

    expect(await screen.findByText('Due Date')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Edit' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Remove Alex Weber from the campaign' })).toBeNull();
  });
});
