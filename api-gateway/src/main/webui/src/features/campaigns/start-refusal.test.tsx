import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { reminder } from '../../../tests/flows';
import { renderAt } from '../../../tests/render';
import { server } from '../../../tests/server';
import type { Finding } from '../../api/types';
import StartRefusal, { addressOf } from './start-refusal';

const finding = (part: Partial<Finding>): Finding => ({ severity: 'error', code: 'c', message: 'Wrong', ...part });

describe('Refused start', () => {
  test('should lead from each error to its field, grouped by flow, and leave warnings away', async () => {
    server.use(http.get('*/campaigns/c1/flows', () => HttpResponse.json({ items: [reminder], next_cursor: null })));
    const findings = [
      finding({ flow_id: 'f1', node_id: 'n5', setting: 'agent_id', message: 'The agent is stopped' }),
      finding({ flow_id: 'f1', node_id: 'n6', severity: 'warning', message: 'Else is open' }),
      finding({ message: 'No flow is active' }),
    ];
    renderAt('/', [
      { path: '/', element: <StartRefusal campaignId="c1" findings={findings} detail="" onClose={() => {}} /> },
    ]);

    const link = await screen.findByRole('link', { name: 'The agent is stopped' });
    expect(link.getAttribute('href')).toBe('/campaigns/c1/workflow?flow=f1&node=n5&setting=agent_id');
    expect(await screen.findByRole('region', { name: 'Reminder' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'No flow is active' }).getAttribute('href')).toBe('/campaigns/c1/workflow');
    expect(screen.queryByText('Else is open')).toBeNull();
  });

  test('should write an address that names only what the finding names', () => {
    expect(addressOf('c1', finding({ flow_id: 'f1' }))).toBe('/campaigns/c1/workflow?flow=f1');
  });
});
