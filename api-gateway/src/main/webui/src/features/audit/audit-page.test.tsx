import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { auditEvent } from '../../../tests/audit';
import { axeFindings } from '../../../tests/axe';
import { Gate } from '../../../tests/gate';
import { renderAt } from '../../../tests/render';
import { problem, server } from '../../../tests/server';
import { viewer } from '../../../tests/settings';
import { Component } from './audit-page';

const ROUTES = [{ path: '/settings/audit', Component }];

function serves(items: unknown[], asked: string[] = []) {
  server.use(
    http.get('*/api/v1/audit', ({ request }) => {
      asked.push(new URL(request.url).search);
      return HttpResponse.json({ items });
    }),
  );
}

/** In the list: the filters offer the same words. */
const inList = async (text: string) => within(await screen.findByRole('table', { name: 'Audit log' })).findByText(text);

describe('The audit log', () => {
  test('should tell who did what to what, from where, and open to what changed', async () => {
    serves([auditEvent()]);
    const { user } = renderAt('/settings/audit', ROUTES);
    const line = (await inList('Campaign changed')).closest('[role=row]') as HTMLElement;
    expect(within(line).getByText('CRM import')).toBeTruthy();
    expect(within(line).getByText('192.0.2.7')).toBeTruthy();
    expect(within(line).getByText('Succeeded')).toBeTruthy();
    expect(await axeFindings()).toEqual([]);

    await user.click(within(line).getByText('Campaign changed'));
    const changes = await screen.findByRole('table', { name: 'What changed' });
    expect(within(changes).getByRole('row', { name: /name/ }).textContent).toContain('Spring');
    expect(within(changes).getByRole('row', { name: /name/ }).textContent).toContain('Summer');
    expect(screen.getByText('request-1')).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
    await user.click(within(line).getByText('Campaign changed'));
    await waitFor(() => expect(screen.queryByRole('table', { name: 'What changed' })).toBeNull());
  });

  test('should say that a secret changed, and why something was refused', async () => {
    serves([
      auditEvent({
        id: 'e2',
        action: 'request_refused',
        object_type: 'request',
        object_id: 'PATCH /api/v1/tenant',
        outcome: 'refused',
        reason: 'forbidden',
        before: { secret: { concealed: true } },
        after: { secret: { concealed: true, characters: 12 } },
      }),
    ]);
    const { user } = renderAt('/settings/audit', ROUTES);
    await user.click(await inList('Request refused'));
    expect(await screen.findByText('not shown (12 characters)')).toBeTruthy();
    expect(screen.getByText('not shown')).toBeTruthy();
    expect(screen.getByText('The role or key does not allow it')).toBeTruthy();
  });

  test('should keep its filters in the address and ask by them', async () => {
    const asked: string[] = [];
    serves([auditEvent()], asked);
    const { user, path } = renderAt('/settings/audit?outcome=refused&action=flow_changed', ROUTES);
    await inList('Campaign changed');
    expect(asked.at(-1)).toContain('outcome=refused');
    expect(asked.at(-1)).toContain('action=flow_changed');

    await user.type(screen.getByRole('textbox', { name: 'User or API key ID' }), 'a1');
    await waitFor(() => expect(asked.at(-1)).toContain('actor=a1'));
    expect(path()).toContain('actor=a1');
    await user.click(screen.getByRole('button', { name: 'Clear filters' }));
    await waitFor(() => expect(asked.at(-1)).toBe('?limit=100'));
    expect(path()).toBe('/settings/audit');

    await user.click(await inList('Campaign changed'));
    await user.click(await screen.findByRole('button', { name: 'Only this object' }));
    await waitFor(() => expect(path()).toContain('object_type=campaign'));
  });

  test('should export what is filtered', async () => {
    serves([auditEvent()]);
    const { user } = renderAt('/settings/audit?outcome=failed', ROUTES);
    await user.click(await screen.findByRole('button', { name: 'Export' }));
    expect((await screen.findByRole('menuitem', { name: 'As CSV' })).getAttribute('href')).toBe(
      '/api/v1/audit/export?format=csv&outcome=failed',
    );
    expect(screen.getByRole('menuitem', { name: 'As JSON lines' }).getAttribute('href')).toContain('format=jsonl');
  });

  test('should load further pages', async () => {
    server.use(
      http.get('*/api/v1/audit', ({ request }) =>
        new URL(request.url).searchParams.get('cursor') === 'next'
          ? HttpResponse.json({ items: [auditEvent({ id: 'e2', action: 'campaign_created' })] })
          : HttpResponse.json({ items: [auditEvent()], next_cursor: 'next' }),
      ),
    );
    renderAt('/settings/audit', ROUTES);
    expect(await inList('Campaign created')).toBeTruthy();
    expect(await inList('Campaign changed')).toBeTruthy();
  });

  test('should load, fail and come when it is tried again', async () => {
    const gate = new Gate();
    let away = true;
    server.use(
      http.get('*/api/v1/audit', async () => {
        await gate.pass();
        return away ? problem(503, { code: 'unavailable', detail: 'Away for now' }) : HttpResponse.json({ items: [] });
      }),
    );
    const { user } = renderAt('/settings/audit', ROUTES);
    expect(await screen.findByRole('status', { name: 'Loading' })).toBeTruthy();
    await waitFor(() => expect(gate.held).toBe(1));
    gate.open();
    expect((await screen.findByRole('alert')).textContent).toContain('Away for now');
    away = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(gate.held).toBe(1));
    gate.open();
    expect(await screen.findByText('Nothing yet')).toBeTruthy();
  });

  test('should be for administrators only', async () => {
    server.use(viewer);
    const asked: string[] = [];
    serves([auditEvent()], asked);
    renderAt('/settings/audit', ROUTES);
    expect(await screen.findByText('For administrators')).toBeTruthy();
    expect(asked).toEqual([]);
  });

  test('should say when nothing matches', async () => {
    serves([]);
    renderAt('/settings/audit?outcome=failed', ROUTES);
    expect(await screen.findByText('No events')).toBeTruthy();
  });
});
