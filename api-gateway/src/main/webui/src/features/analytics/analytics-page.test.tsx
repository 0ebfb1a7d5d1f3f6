import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { Outlet } from 'react-router';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { axeFindings } from '../../../tests/axe';
import { campaign } from '../../../tests/campaigns';
import { reminder } from '../../../tests/flows';
import { fields, page } from '../../../tests/participant-data';
import { renderAt } from '../../../tests/render';
import { problem, server } from '../../../tests/server';
import type { Analytics } from '../../api/queries/analytics';
import { Component } from './analytics-page';
import { daysOf, firstDay, isEmpty, percent, periodOf, plusDays } from './rules';

// Superset's SDK is tried in a browser.
vi.mock('./embedded-dashboard', () => ({
  default: ({ campaign }: { readonly campaign: string }) => <p>Superset shows {campaign}</p>,
}));

const counted = { communications: 3, reached: 2, successful: 1 };
const figures: Analytics = {
  from: null,
  to: null,
  timezone: 'Europe/Berlin',
  participants: 12480,
  reached: 10932,
  successful: 4515,
  success_rate: 0.413,
  communications: 3,
  by_status: [
    { status: 'no_response', communications: 2 },
    { status: 'replied', communications: 1 },
  ],
  by_channel: [{ channel: 'whatsapp', ...counted }],
  by_name: [{ name: 'REMINDED_DUE_DATE', ...counted }],
  by_day: [{ day: '2026-06-28', ...counted }],
  funnels: [
    {
      flow_id: 'f1',
      name: 'Reminder',
      nodes: [
        // As the API has them: these nodes have no names of their own.
        { node_id: 'n1', name: '', entered: 12480 },
        { node_id: 'n3', name: '', entered: 9815 },
        { node_id: 'gone', name: 'Since deleted', entered: 7 },
      ],
    },
  ],
  embeddable: false,
};
const none: Analytics = {
  ...figures,
  participants: 0,
  reached: 0,
  successful: 0,
  success_rate: null,
  communications: 0,
  by_status: [],
  by_channel: [],
  by_name: [],
  by_day: [],
};

function show(address = '/analytics') {
  server.use(
    http.get('*/api/v1/campaigns/c1/flows', () => HttpResponse.json(page([reminder]))),
    http.get('*/api/v1/campaigns/c1/fields', () => HttpResponse.json(page(fields))),
  );
  return renderAt(
    address,
    [{ path: '/', element: <Outlet context={campaign({ id: 'c1' })} />, children: [{ path: 'analytics', Component }] }],
    { signedIn: true },
  );
}
const answer = (body: unknown) => http.get('*/api/v1/campaigns/c1/analytics', () => HttpResponse.json(body as object));

describe('Analytics page', () => {
  beforeEach(() => {
    // The next day already on the tenant's clocks, which are those that count.
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-06-29T22:30:00Z') });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('should show four figures, bars and the funnel with the nodes’ names', async () => {
    server.use(answer(figures));
    show();
    const figure = async (label: string) => (await screen.findByText(label)).closest('div')?.textContent;
    expect(await figure('Participants')).toContain('12,480');
    expect(await figure('Reached')).toContain('87.6 % of the participants');
    expect(await figure('Success rate')).toContain('41.3 %');
    expect(await figure('Success rate')).toContain('4,515 replied or completed');
    expect(screen.getByText('NoResponse')).toBeTruthy();
    expect(screen.getByText('WhatsApp')).toBeTruthy();
    expect(screen.getByText('REMINDED_DUE_DATE')).toBeTruthy();
    const funnel = screen.getByRole('region', { name: 'Funnel: Reminder' });
    expect(await within(funnel).findByText('Due Date is on or after Today (+3)')).toBeTruthy();
    expect(within(funnel).getByText('Participant Created')).toBeTruthy();
    expect(within(funnel).getByText('Since deleted')).toBeTruthy();
    expect(within(funnel).getByText('9,815')).toBeTruthy();
    expect(screen.getByText(/^Updated \d\d:\d\d · Europe\/Berlin$/)).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
  });

  test('should offer Superset’s dashboard where there is one, and keep the choice in the address', async () => {
    server.use(answer({ ...figures, embeddable: true }));
    const { user, path } = show();
    await user.click(await screen.findByRole('radio', { name: 'Dashboard' }));
    expect(await screen.findByText('Superset shows c1')).toBeTruthy();
    expect(path()).toBe('/analytics?view=dashboard');
    expect(screen.queryByText('10,932')).toBeNull();
    await user.click(screen.getByRole('radio', { name: 'Figures' }));
    expect(await screen.findByText('10,932')).toBeTruthy();
    expect(path()).toBe('/analytics');
  });

  test('should show the figures where there is no dashboard, whatever the address says', async () => {
    server.use(answer(figures));
    show('/analytics?view=dashboard');
    expect(await screen.findByText('10,932')).toBeTruthy();
    expect(screen.queryByRole('radio', { name: 'Dashboard' })).toBeNull();
  });

  test('should show each chart as a table with the same figures', async () => {
    server.use(answer(figures));
    const { user } = show();
    await user.click(await screen.findByRole('button', { name: 'Communications by day: show as table' }));
    const row = (await screen.findByRole('rowheader', { name: '2026-06-28' })).closest('tr') as HTMLElement;
    expect(
      within(row)
        .getAllByRole('cell')
        .map(cell => cell.textContent),
    ).toEqual(['3', '2', '1']);
    expect(screen.getAllByRole('button', { name: /show as table/ })).toHaveLength(4);
    expect(await axeFindings()).toEqual([]);
  });

  test('should ask for the days of the period, which stands in the address', async () => {
    const asked: (string | null)[] = [];
    server.use(
      http.get('*/api/v1/campaigns/c1/analytics', ({ request }) => {
        asked.push(new URL(request.url).searchParams.get('from'));
        return HttpResponse.json(figures);
      }),
    );
    const { user, path } = show('/analytics?days=7');
    await waitFor(() => expect(asked).toEqual(['2026-06-24']));
    await user.click(screen.getByRole('radio', { name: 'All' }));
    await waitFor(() => expect(asked).toHaveLength(2));
    expect(asked[1]).toBeNull();
    expect(path()).toBe('/analytics?days=all');
  });

  test('should say what will be here while nothing has happened', async () => {
    server.use(answer({ ...none, funnels: [] }));
    show();
    expect(await screen.findByText('No figures yet')).toBeTruthy();
    expect(screen.getByText(/how far people come in each flow/)).toBeTruthy();
  });

  test('should say that nothing was planned in a period with participants', async () => {
    server.use(answer({ ...none, participants: 5 }));
    show();
    expect(await screen.findAllByText('Nothing was planned in this period.')).toHaveLength(4);
  });

  test('should say what failed and try again', async () => {
    let calls = 0;
    server.use(
      http.get('*/api/v1/campaigns/c1/analytics', () => {
        calls += 1;
        return calls === 1 ? problem(503, { code: 'unavailable' }) : HttpResponse.json(figures);
      }),
    );
    const { user } = show();
    expect((await screen.findByRole('alert')).textContent).toContain('unavailable');
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('12,480', { selector: 'div' })).toBeTruthy();
  });
});

describe('Days', () => {
  test('should be counted by the calendar', () => {
    expect(plusDays('2026-03-29', 1)).toBe('2026-03-30');
    expect(plusDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(firstDay('7', '2026-03-03')).toBe('2026-02-25');
    expect(firstDay('all', '2026-03-03')).toBeNull();
    expect(periodOf('12')).toBe('30');
  });
  test('should all be there, also those without any, and add up', () => {
    const days = daysOf({ ...figures, from: '2026-06-27' }, '2026-06-29');
    expect(days.map(one => one.day)).toEqual(['2026-06-27', '2026-06-28', '2026-06-29']);
    expect(days[1]).toEqual({ day: '2026-06-28', communications: 3, successful: 1, reached: 1, rest: 1 });
    for (const one of days) expect(one.successful + one.reached + one.rest).toBe(one.communications);
  });
  test('should be only those with any when the campaign is old', () => {
    const by_day = [
      { day: '2020-01-01', ...counted },
      { day: '2026-06-28', ...counted },
    ];
    expect(daysOf({ ...figures, by_day }, '2026-06-28')).toHaveLength(2);
  });
});

test('should not round away what is there', () => {
  expect(percent(0.00001)).toBe('< 0.1 %');
  expect(percent(0)).toBe('0 %');
  expect(percent(0.87596)).toBe('87.6 %');
  expect(isEmpty(none)).toBe(false);
  expect(isEmpty({ ...none, funnels: [] })).toBe(true);
});
