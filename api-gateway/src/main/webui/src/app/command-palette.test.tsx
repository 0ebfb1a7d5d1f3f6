import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { axeFindings } from '../../tests/axe';
import { campaign } from '../../tests/campaigns';
import { renderAt } from '../../tests/render';
import { me, problem, server } from '../../tests/server';
import { contains, matches } from './command-palette-entries';
import { CommandPaletteHost, openCommandPalette } from './command-palette-host';

const routes = [{ path: '*', element: <CommandPaletteHost /> }];
const campaigns = http.get('*/api/v1/campaigns', ({ request }) => {
  const search = new URL(request.url).searchParams.get('search') ?? '';
  const items = [campaign({ id: 'c1' }), campaign({ id: 'c2', name: 'Autumn' })];
  return HttpResponse.json({ items: items.filter(one => one.name.toLowerCase().includes(search)), next_cursor: null });
});
const customers = http.get('*/api/v1/customers', () =>
  HttpResponse.json({
    items: [{ id: 'p1', name: 'Paula Berg', email: 'paula@example.com', phone: null, external_id: 'x' }],
    next_cursor: null,
  }),
);

async function open() {
  const rendered = renderAt('/campaigns', routes);
  await rendered.user.keyboard('{Control>}k{/Control}');
  return { ...rendered, field: await screen.findByRole('combobox', { name: 'Command palette' }) };
}
const options = () => screen.queryAllByRole('option').map(option => option.textContent);
const chosen = () => screen.getByRole('option', { selected: true }).textContent;

describe('Command palette', () => {
  test('should open by Ctrl+K with pages and the last campaigns, nobody’s data', async () => {
    server.use(campaigns);
    const { user, field } = await open();
    await waitFor(() => expect(options()).toContain('AutumnInactive'));
    expect(options()[0]).toBe('FlowsCampaigns');
    expect(options()).toContain('API keysSettings');
    expect(document.activeElement).toBe(field);
    expect(await axeFindings()).toEqual([]);
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  test('should be operated by keys, and tell the current option by its field', async () => {
    server.use(campaigns, customers);
    const { user, field, path } = await open();
    await user.type(field, 'pa');
    await waitFor(() => expect(options()).toEqual(['Payment reminderInactive', 'Paula Bergpaula@example.com · x']));
    const groups = screen.getAllByRole('group').map(group => group.getAttribute('aria-label'));
    expect(groups).toEqual(['Campaigns', 'Customers']);
    expect(chosen()).toBe('Payment reminderInactive');
    await user.keyboard('{ArrowDown}');
    expect(field.getAttribute('aria-activedescendant')).toBe(screen.getByRole('option', { selected: true }).id);
    expect(chosen()).toContain('Paula Berg');
    await user.keyboard('{ArrowDown}');
    expect(chosen()).toContain('Payment reminder');
    await user.keyboard('{ArrowUp}{Enter}');
    expect(path()).toBe('/customers/p1');
  });

  test('should lead to a campaign by a click', async () => {
    server.use(campaigns, customers);
    const { user, field, path } = await open();
    await user.type(field, 'autumn');
    const list = await screen.findByRole('listbox');
    await user.click(await within(list).findByRole('option', { name: /Autumn/ }));
    expect(path()).toBe('/campaigns/c2/workflow');
  });

  test('should say that nothing was found, and what is looked for', async () => {
    server.use(
      campaigns,
      http.get('*/api/v1/customers', () => HttpResponse.json({ items: [], next_cursor: null })),
    );
    const { user, field } = await open();
    await user.type(field, 'zzzz');
    expect(await screen.findByText(/customers by name, email, phone/)).toBeTruthy();
  });

  test('should list pages although the search fails', async () => {
    server.use(http.get('*/api/v1/campaigns', () => problem(503)));
    await open();
    expect((await screen.findByRole('alert')).textContent).toContain('did not answer');
    expect(options()).toContain('AgentsSettings');
  });

  test('should not offer what a viewer may not see', async () => {
    server.use(
      campaigns,
      http.get('*/api/v1/me', () => HttpResponse.json({ ...me, roles: ['viewer'] })),
    );
    await open();
    await waitFor(() => expect(options()).toContain('AutumnInactive'));
    expect(options()).not.toContain('API keysSettings');
  });

  test('should open by its button, too', async () => {
    server.use(campaigns);
    renderAt('/campaigns', routes);
    openCommandPalette();
    expect(await screen.findByRole('dialog')).toBeTruthy();
  });
});

test('should find words in any order, without regard to case and accents', () => {
  expect(matches('Éva Müller', 'muller eva')).toBe(true);
  expect(matches('Settings Agents', 'agent set')).toBe(true);
  expect(matches('Campaigns', 'pa')).toBe(false);
  expect(contains('Überfällig', 'FALL')).toBe(true);
  expect(matches('Agents', 'agentx')).toBe(false);
  expect(matches('Agents', '')).toBe(true);
});
