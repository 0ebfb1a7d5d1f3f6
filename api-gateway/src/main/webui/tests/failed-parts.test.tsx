import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { Outlet } from 'react-router';
import { describe, expect, test } from 'vitest';
import Checklist from '../src/features/campaigns/first-run/checklist';
import { Component as DataPage } from '../src/features/data/data-page';
import { Component as Agents } from '../src/features/settings/agents-page';
import { agent, channel } from './agents';
import { campaign } from './campaigns';
import { communication, fields, page, participant } from './participant-data';
import { BASE, list, show } from './participants';
import { renderAt } from './render';
import { problem, server } from './server';

const figures = { participants: 0, communications: 0, funnels: [] };
const unavailable = () => problem(503, { detail: 'Away for now' });
const retries = () => screen.queryAllByRole('button', { name: 'Try again' });

/** Answers while nothing is away, and what stands in `away` with 503. */
function serve(away: Set<string>, answers: Readonly<Record<string, unknown>>) {
  server.use(
    ...Object.entries(answers).map(([path, body]) =>
      http.get(`*/api/v1/${path}`, () => (away.has(path) ? unavailable() : HttpResponse.json(body as object))),
    ),
  );
}

describe('A campaign’s page with the first steps above it', () => {
  const paths = ['campaigns/c1/fields', 'campaigns/c1/flows', 'campaigns/c1/analytics'];
  const open = (away: Set<string>) => {
    serve(away, { [paths[0] ?? '']: page(fields), [paths[1] ?? '']: page([]), [paths[2] ?? '']: figures });
    const shown = campaign({ id: 'c1' });
    const element = (
      <>
        <Checklist campaign={shown} />
        <Outlet context={shown} />
      </>
    );
    return renderAt('/c/data', [{ path: '/c', element, children: [{ path: 'data', Component: DataPage }] }]);
  };

  test('should offer to try again once, and bring all that failed', async () => {
    const away = new Set(paths);
    const { user } = open(away);
    expect(await screen.findByText('The first steps could not be loaded.')).toBeTruthy();
    expect((await screen.findByRole('alert')).textContent).toContain('Away for now');
    await waitFor(() => expect(retries()).toHaveLength(1));
    away.clear();
    await user.click(retries()[0] as HTMLElement);
    expect(await screen.findByRole('table', { name: 'Data fields' })).toBeTruthy();
    expect(await screen.findByLabelText(/^Step 2/)).toBeTruthy();
    expect(retries()).toHaveLength(0);
  });

  test('should offer it with the first steps where only those failed', async () => {
    const away = new Set(['campaigns/c1/analytics']);
    const { user } = open(away);
    expect(await screen.findByText('The first steps could not be loaded.')).toBeTruthy();
    expect(await screen.findByRole('table', { name: 'Data fields' })).toBeTruthy();
    away.clear();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByLabelText(/^Step 2/)).toBeTruthy();
  });
});

test('Communications should be listed without the names of agents that could not be loaded, and say so', async () => {
  list([participant()]);
  const away = new Set(['agents']);
  serve(away, { agents: page([{ id: communication().agent_id, name: 'Reminder agent' }]) });
  const { user } = show('?communications=p1');
  const dialog = await screen.findByRole('dialog');
  const notice = await within(dialog).findByText('The names of the agents could not be loaded: Away for now');
  expect(within(dialog).getByRole('table', { name: 'Communications' })).toBeTruthy();
  away.clear();
  await user.click(within(dialog).getByRole('button', { name: 'Try again' }));
  expect(await within(dialog).findByText('Reminder agent')).toBeTruthy();
  await waitFor(() => expect(notice.isConnected).toBe(false));
});

test('Walks should be listed without the communications that could not be loaded, and say so', async () => {
  list([participant()]);
  server.use(http.get(`${BASE}/participants/p1/communications`, unavailable));
  const { user } = show('?open=p1');
  await user.click(await screen.findByRole('tab', { name: 'Why did this happen?' }));
  expect(await screen.findByRole('list', { name: 'Walks through flows' })).toBeTruthy();
  expect(
    await screen.findByText('The communications that were planned could not be loaded: Away for now'),
  ).toBeTruthy();
});

test('Agents should not be shown nor made without the channels, which they would lose', async () => {
  const away = new Set(['channels']);
  serve(away, { agents: page([agent()]), channels: page([channel()]) });
  const { user } = renderAt('/', [{ path: '/', Component: Agents }]);
  expect((await screen.findByRole('alert')).textContent).toContain('Away for now');
  const create = screen.getByRole('button', { name: 'New agent' }) as HTMLButtonElement;
  expect(create.disabled).toBe(true);
  away.clear();
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('Local simulator')).toBeTruthy();
  await waitFor(() => expect(create.disabled).toBe(false));
});
