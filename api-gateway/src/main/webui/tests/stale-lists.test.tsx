import { act, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import type { ComponentType } from 'react';
import { Outlet } from 'react-router';
import { describe, expect, test } from 'vitest';
import { Component as CampaignsPage } from '../src/features/campaigns/campaigns-page';
import { Component as CustomersPage } from '../src/features/customers/customers-page';
import { Component as DataPage } from '../src/features/data/data-page';
import { Component as ParticipantsPage } from '../src/features/participants/participants-page';
import { Component as AgentsPage } from '../src/features/settings/agents-page';
import { Component as ChannelsPage } from '../src/features/settings/channels-page';
import { Component as UploadsPage } from '../src/features/uploads/uploads-page';
import { agent, channel } from './agents';
import { campaign } from './campaigns';
import { customer, fields, participant } from './participant-data';
import { renderAt } from './render';
import { problem, server } from './server';
import { upload } from './uploads';

const lists: readonly (readonly [string, ComponentType, string, unknown, string])[] = [
  ['campaigns', CampaignsPage, 'campaigns', campaign(), 'Payment reminder'],
  ['customers', CustomersPage, 'customers', { ...customer(), campaigns_count: 2 }, 'Alex Weber'],
  ['fields', DataPage, 'campaigns/c1/fields', fields[1], 'Due Date'],
  ['participants', ParticipantsPage, 'campaigns/c1/participants', participant(), 'Alex Weber'],
  ['uploads', UploadsPage, 'campaigns/c1/uploads', upload(), 'people.csv'],
  ['agents', AgentsPage, 'agents', agent(), 'Local simulator'],
  ['channels', ChannelsPage, 'channels', channel(), 'Local whatsapp'],
];

describe.each(lists)('The list of %s', (_, Component, path, item, name) => {
  test('should stay when newer could not be had, say so, and be up to date when it is tried again', async () => {
    let away = false;
    const empty = () => HttpResponse.json({ items: [], next_cursor: null });
    server.use(
      http.get(`*/api/v1/${path}`, () =>
        away
          ? problem(500, { detail: 'Something broke' })
          : HttpResponse.json({ items: [item], next_cursor: null, last_upload_at: null, total_processed: 1 }),
      ),
      http.get('*/api/v1/agents', empty),
      http.get('*/api/v1/channels', empty),
    );
    const { user } = renderAt('/', [
      {
        path: '/',
        element: <Outlet context={campaign({ id: 'c1' })} />,
        children: [{ index: true, Component }],
      },
    ]);
    expect(await screen.findByText(name)).toBeTruthy();
    expect(screen.queryByText(/Not up to date/)).toBeNull();

    away = true;
    act(() => {
      window.dispatchEvent(new Event('visibilitychange'));
    });
    const said = (await screen.findByText('Not up to date: Something broke')).closest('[role=status]') as HTMLElement;
    expect(screen.getByText(name)).toBeTruthy();

    away = false;
    await user.click(within(said).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.queryByText(/Not up to date/)).toBeNull());
    expect(screen.getByText(name)).toBeTruthy();
  });
});
