import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { one, routes } from '../../../tests/customers';
import { Gate } from '../../../tests/gate';
import { customer } from '../../../tests/participant-data';
import { renderAt } from '../../../tests/render';
import { me, problem, server } from '../../../tests/server';

describe('Customer page', () => {
  test('should show profile, campaigns and communications', async () => {
    one();
    renderAt('/customers/k1', routes);

    const profile = await screen.findByRole('region', { name: 'Profile' });
    await within(profile).findByText('Customer since');
    expect([...profile.querySelectorAll('dt')].slice(0, 5).map(term => term.textContent)).toEqual([
      'External ID',
      'Name',
      'Email',
      'Customer since',
      'VIP',
    ]);
    expect((await screen.findByRole('link', { name: 'Payment reminder' })).getAttribute('href')).toBe(
      '/campaigns/c1/participants?open=p1',
    );
    expect(await screen.findByText('REMINDED_DUE_DATE')).toBeTruthy();
  });

  test('should send only what was changed of the profile', async () => {
    let sent: unknown;
    one();
    server.use(
      http.patch('*/api/v1/customers/k1', async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json(customer({ attributes: { ...customer().attributes, loyal_since: '2020-02-01' } }));
      }),
    );
    const { user } = renderAt('/customers/k1', routes);

    await user.click(await screen.findByRole('button', { name: 'Edit' }));
    await user.type(await screen.findByRole('textbox', { name: 'Customer since' }), '2020-02-01');
    await user.click(screen.getByRole('button', { name: 'Save' }));

    await waitFor(() => expect(sent).toEqual({ attributes: { loyal_since: '2020-02-01' } }));
    expect(await screen.findByText('2020-02-01')).toBeTruthy();
  });

  test('should edit each value as its type is: dates, yes or no, numbers, one of several', async () => {
    let sent: unknown;
    one({ attributes: { loyal_since: '2020-02-01', vip: true, visits: 3, tier: 'iron' } });
    server.use(
      http.patch('*/api/v1/customers/k1', async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json(customer());
      }),
    );
    const { user } = renderAt('/customers/k1', routes);

    await user.click(await screen.findByRole('button', { name: 'Edit' }));
    const since = (await screen.findByRole('textbox', { name: 'Customer since' })) as HTMLInputElement;
    expect(since.value).toBe('2020-02-01');
    await user.click(screen.getByRole('button', { name: 'Choose Customer since in a calendar' }));
    await user.click(await screen.findByRole('button', { name: '14 February 2020' }));
    const vip = screen.getByRole('switch', { name: 'VIP' }) as HTMLInputElement;
    expect(vip.checked).toBe(true);
    await user.click(vip);
    expect(screen.getByText('No')).toBeTruthy();
    const visits = screen.getByRole('textbox', { name: 'Visits' });
    await user.clear(visits);
    await user.type(visits, '3.5');
    expect(screen.getByText('Write a whole number')).toBeTruthy();
    await user.clear(visits);
    await user.type(visits, '4');
    await user.click(screen.getByLabelText('Tier', { selector: 'input' }));
    await user.click(await screen.findByRole('option', { name: 'gold' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));

    await waitFor(() =>
      expect(sent).toEqual({ attributes: { loyal_since: '2020-02-14', vip: false, visits: '4', tier: 'gold' } }),
    );
  });

  test('should tell a value that is not set from No, and clear it again', async () => {
    let sent: unknown;
    one({ attributes: { vip: true } });
    server.use(
      http.patch('*/api/v1/customers/k1', async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json(customer({ attributes: { vip: null } }));
      }),
    );
    const { user } = renderAt('/customers/k1', routes);

    await user.click(await screen.findByRole('button', { name: 'Edit' }));
    await user.click(await screen.findByRole('button', { name: 'Clear VIP' }));
    expect(screen.getByText('Not set')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Clear VIP' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Save' }));

    await waitFor(() => expect(sent).toEqual({ attributes: { vip: null } }));
  });

  test('should show the profile though nobody says what its fields are, and say that', async () => {
    one();
    server.use(http.get('*/api/v1/customer-fields', () => problem(503, { code: 'unavailable' })));
    renderAt('/customers/k1', routes);

    expect((await screen.findByRole('alert')).textContent).toContain('unavailable');
    expect(screen.getByText('Loyal since')).toBeTruthy();
  });

  test('should send all channels that the person has opted out of, the new one among them', async () => {
    const sent: unknown[] = [];
    one();
    server.use(
      http.patch('*/api/v1/customers/k1', async ({ request }) => {
        const body = (await request.json()) as { opt_outs: ['voice', 'email'] };
        sent.push(body);
        server.use(http.get('*/api/v1/customers/k1', () => HttpResponse.json(customer({ opt_outs: body.opt_outs }))));
        return HttpResponse.json(customer({ opt_outs: body.opt_outs }));
      }),
    );
    const { user } = renderAt('/customers/k1', routes);

    const email = (await screen.findByRole('switch', { name: 'No messages by Email' })) as HTMLInputElement;
    expect((screen.getByRole('switch', { name: 'No messages by Voice' }) as HTMLInputElement).checked).toBe(true);
    await user.click(email);
    await waitFor(() => expect(sent).toEqual([{ opt_outs: ['voice', 'email'] }]));
    await waitFor(() => expect(email.checked).toBe(true));
  });

  test('should take an opt-out back that the server refuses, and say why', async () => {
    one();
    server.use(http.patch('*/api/v1/customers/k1', () => problem(503, { detail: 'Not now' })));
    const { user } = renderAt('/customers/k1', routes);

    const email = (await screen.findByRole('switch', { name: 'No messages by Email' })) as HTMLInputElement;
    await user.click(email);
    expect(await screen.findByText('Not now')).toBeTruthy();
    expect(email.checked).toBe(false);
  });

  test('should keep every switch where it was put while the server is slow, and send each upon the one before', async () => {
    const gate = new Gate();
    const sent: (readonly string[])[] = [];
    let stored = customer();
    one();
    server.use(
      http.get('*/api/v1/customers/k1', () => HttpResponse.json(stored)),
      http.patch('*/api/v1/customers/k1', async ({ request }) => {
        const { opt_outs } = (await request.json()) as { opt_outs: ['voice'] };
        sent.push(opt_outs);
        await gate.pass();
        stored = { ...stored, opt_outs };
        return HttpResponse.json(stored);
      }),
    );
    const { user } = renderAt('/customers/k1', routes);
    const out = (channel: string) =>
      screen.getByRole('switch', { name: `No messages by ${channel}` }) as HTMLInputElement;

    await screen.findByRole('switch', { name: 'No messages by Email' });
    for (const channel of ['Email', 'Voice', 'Email']) await user.click(out(channel));

    for (let answer = 1; answer <= 3; answer += 1) {
      expect(out('Email').checked).toBe(false);
      expect(out('Voice').checked).toBe(false);
      await waitFor(() => expect(gate.held).toBe(1));
      gate.open();
    }
    await waitFor(() => expect(stored.opt_outs).toEqual([]));
    expect(sent).toEqual([['voice', 'email'], ['email'], []]);
    expect(out('Email').checked).toBe(false);
  });

  test('should erase only after it was typed who is meant, and say how far it is', async () => {
    let erased = false;
    one();
    server.use(
      http.get('*/api/v1/customers/k1', () => (erased ? problem(404) : HttpResponse.json(customer()))),
      http.delete('*/api/v1/customers/k1', () => {
        erased = true;
        return HttpResponse.json({ customer_id: 'k1', status: 'in_progress' }, { status: 202 });
      }),
      http.get('*/api/v1/customers/k1/erasure', () =>
        HttpResponse.json({ customer_id: 'k1', status: 'finished', requested_at: '', finished_at: '' }),
      ),
    );
    const { user } = renderAt('/customers/k1', routes);

    await user.click(await screen.findByRole('button', { name: 'Erase customer' }));
    const dialog = await screen.findByRole('dialog', { name: 'Erase Alex Weber?' });
    const button = within(dialog).getByRole('button', { name: 'Erase customer' }) as HTMLButtonElement;
    expect(button.disabled).toBe(true);
    await user.type(within(dialog).getByRole('textbox'), 'cust_1000');
    await user.click(button);

    expect(await screen.findByText('This customer was erased')).toBeTruthy();
    expect(screen.queryByText('alex@example.com')).toBeNull();
  });

  test('should offer an administrator the file of all that is kept', async () => {
    one();
    const { user } = renderAt('/customers/k1', routes);

    await user.click(await screen.findByRole('button', { name: 'Export data' }));

    const csv = await screen.findByRole('menuitem', { name: 'For a spreadsheet (CSV)' });
    expect(csv.getAttribute('href')).toBe('/api/v1/customers/k1/export?format=csv');
    expect(screen.getByRole('menuitem', { name: 'For programs (JSON)' }).getAttribute('href')).toBe(
      '/api/v1/customers/k1/export?format=json',
    );
  });

  test('should say that there is no such customer', async () => {
    server.use(
      http.get('*/api/v1/customers/k1', () => problem(404)),
      http.get('*/api/v1/customers/k1/erasure', () => problem(404)),
      http.get('*/api/v1/customers/k1/:rest', () => problem(404)),
    );
    renderAt('/customers/k1', routes);
    expect(await screen.findByText('There is no such customer')).toBeTruthy();
  });

  test('should leave everything readable for a viewer', async () => {
    one();
    server.use(http.get('*/api/v1/me', () => HttpResponse.json({ ...me, roles: ['viewer'] })));
    renderAt('/customers/k1', routes);

    const email = (await screen.findByRole('switch', { name: 'No messages by Email' })) as HTMLInputElement;
    expect(email.disabled).toBe(true);
    expect(screen.queryByRole('button', { name: 'Edit' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Erase customer' })).toBeNull();
  });
});
