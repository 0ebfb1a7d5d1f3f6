import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { agent, channel } from '../../../../tests/agents';
import { axeFindings } from '../../../../tests/axe';
import { campaign } from '../../../../tests/campaigns';
import { renderAt } from '../../../../tests/render';
import { me, problem, server } from '../../../../tests/server';
import type { Campaign, DataField } from '../../../api/types';
import { Component as CampaignsPage } from '../campaigns-page';
import Checklist from './checklist';
import { checklistOf, rememberChecklist } from './checklist-choice';
import { exampleDocument, sampleCsv, senderOf, takesSample } from './example';
import { isGuided, stepsOf } from './steps';

const list = (path: string, items: unknown[]) =>
  http.get(`*/api/v1/${path}`, () => HttpResponse.json({ items, next_cursor: null }));

describe('The example', () => {
  test('should be sent by a running simulated agent on a running channel, by WhatsApp if it can', () => {
    const voice = channel({ id: 'v', type: 'voice' });
    const chat = channel({ id: 'w', type: 'whatsapp' });
    const both = agent({ channel_ids: ['v', 'w'] });
    expect(senderOf([both], [voice, chat])?.channel.id).toBe('w');
    expect(senderOf([both], [voice, { ...chat, status: 'stopped' }])?.channel.id).toBe('v');
    expect(senderOf([{ ...both, status: 'stopped' }], [voice, chat])).toBeNull();
    expect(senderOf([{ ...both, kind: 'message' }], [voice, chat])).toBeNull();
    expect(senderOf([both], [channel({ id: 'v', type: 'email' })])).toBeNull();
  });

  test('should be the guide’s flow, both outputs of each check as the guide has them', () => {
    const document = exampleDocument('Name', 'About', { agent: agent(), channel: channel() }) as {
      flows: { nodes: { id: string; type: string }[]; edges: { source: string; port: string; target: string }[] }[];
    };
    const flow = document.flows[0];
    expect(flow?.edges.map(edge => `${edge.source} ${edge.port} ${edge.target}`)).toEqual([
      'created out unpaid',
      'unpaid match early',
      'unpaid else cancel',
      'early match before',
      'early else in_time',
      'in_time match due',
    ]);
    const ids = new Set(flow?.nodes.map(node => node.id));
    for (const edge of flow?.edges ?? []) expect(ids.has(edge.source) && ids.has(edge.target)).toBe(true);
  });

  test('should have a sample among whose people every branch occurs', () => {
    const rows = sampleCsv('2026-06-28').trim().split('\n');
    expect(rows[0]).toBe('external_id,name,email,phone,due_date,is_payment_received');
    expect(rows[1]).toBe('example-1,Alex Morgan,alex.morgan@example.com,+442079460100,2026-07-03,false');
    const cells = rows.slice(1).map(row => row.split(','));
    const due = (from: string, before: string) =>
      cells.filter(row => row[5] === 'false' && (row[4] ?? '') >= from && (row[4] ?? '') < before).length;
    expect(due('2026-07-01', '2027-01-01')).toBeGreaterThan(0);
    expect(due('2026-06-28', '2026-07-01')).toBeGreaterThan(0);
    expect(due('2026-01-01', '2026-06-28')).toBeGreaterThan(0);
    expect(cells.some(row => row[5] === 'true')).toBe(true);
    expect(new Set(cells.map(row => row[3])).size).toBe(cells.length);
  });
});

describe('Start with the example', () => {
  const routes = [
    { path: '/campaigns', Component: CampaignsPage },
    { path: '*', element: <p>elsewhere</p> },
  ];
  const open = async () => {
    const rendered = renderAt('/campaigns', routes);
    await rendered.user.click(await screen.findByRole('button', { name: 'Start with the Payment reminder example' }));
    return { ...rendered, dialog: await screen.findByRole('dialog', { name: 'Payment reminder example' }) };
  };

  test('should make campaign, fields and flow, activate it and open it with the first steps', async () => {
    const sent: Record<string, unknown>[] = [];
    let activated = '';
    server.use(
      list('campaigns', []),
      list('agents', [agent()]),
      list('channels', [channel()]),
      http.post('*/api/v1/campaigns/import', async ({ request }) => {
        sent.push((await request.json()) as Record<string, unknown>);
        return HttpResponse.json(campaign({ id: 'c1' }), { status: 201 });
      }),
      list('campaigns/c1/flows', [{ id: 'f1', active: false, revision: 1 }]),
      http.post('*/api/v1/campaigns/c1/flows/f1/activate', ({ request }) => {
        activated = request.headers.get('if-match') ?? '';
        return HttpResponse.json({});
      }),
    );
    const { dialog, user, path } = await open();
    expect(await within(dialog).findByText('Contacts are played by Local simulator on Local whatsapp.')).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Create the example' }));
    await waitFor(() => expect(path()).toBe('/campaigns/c1/workflow'));
    expect(sent[0]?.name).toBe('Payment reminder');
    expect(activated).toBe('"1"');
    expect(checklistOf('c1')).toBe('on');
  });

  test('should go on with the step that failed, and not make a second campaign', async () => {
    let imports = 0;
    let tries = 0;
    server.use(
      list('campaigns', []),
      list('agents', [agent()]),
      list('channels', [channel()]),
      http.post('*/api/v1/campaigns/import', () => {
        imports += 1;
        return HttpResponse.json(campaign({ id: 'c1' }), { status: 201 });
      }),
      list('campaigns/c1/flows', [{ id: 'f1', active: false, revision: 1 }]),
      http.post('*/api/v1/campaigns/c1/flows/f1/activate', () => {
        tries += 1;
        return tries === 1 ? problem(503, { detail: 'The engine is away' }) : HttpResponse.json({});
      }),
    );
    const { dialog, user, path } = await open();
    await user.click(await within(dialog).findByRole('button', { name: 'Create the example' }));
    expect(await within(dialog).findByText('The engine is away')).toBeTruthy();
    expect(within(dialog).getByText('Activate the flow').closest('li')?.textContent).toContain('failed');
    await user.click(within(dialog).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(path()).toBe('/campaigns/c1/workflow'));
    expect(imports).toBe(1);
  });

  test('should say what to do without a simulated agent, and make one', async () => {
    let made: Record<string, unknown> = {};
    server.use(
      list('campaigns', []),
      list('agents', [agent({ status: 'stopped' })]),
      list('channels', []),
      http.post('*/api/v1/channels', () => HttpResponse.json(channel({ id: 'new' }), { status: 201 })),
      http.post('*/api/v1/agents', async ({ request }) => {
        made = (await request.json()) as Record<string, unknown>;
        return HttpResponse.json(agent({ id: 'a2', channel_ids: ['new'] }), { status: 201 });
      }),
      http.post('*/api/v1/campaigns/import', () => HttpResponse.json(campaign({ id: 'c1' }), { status: 201 })),
      list('campaigns/c1/flows', []),
    );
    const { dialog, user, path } = await open();
    expect(await within(dialog).findByText(/Local simulator is stopped/)).toBeTruthy();
    expect(within(dialog).getByRole('button', { name: 'Open Agents' })).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Make one and create the example' }));
    await waitFor(() => expect(path()).toBe('/campaigns/c1/workflow'));
    expect(made).toMatchObject({ kind: 'simulated', name: 'Example simulator', channel_ids: ['new'] });
  });

  test('should not be offered to those who may not', async () => {
    server.use(
      http.get('*/api/v1/me', () => HttpResponse.json({ ...me, roles: ['viewer'] })),
      list('campaigns', []),
    );
    renderAt('/campaigns', routes);
    await screen.findByText('No campaigns yet');
    expect(screen.queryByRole('button', { name: /example/ })).toBeNull();
  });
});

const own = (name: string): DataField => ({
  name,
  title: name,
  description: '',
  type: 'string',
  level: 'participant',
  import: true,
  required: false,
  system: false,
});

describe('First steps', () => {
  const trigger = { id: 'n1', type: 'participant_created', name: '', position: { x: 0, y: 0 }, settings: {} } as const;
  const edge = { id: 'e', source: 'n1', port: 'out', target: 'n2' } as const;

  test('should tick themselves from what the campaign is', () => {
    const nothing = { campaign: campaign(), fields: [], flows: [], participants: 0, reviewed: false };
    const done = (change: Partial<Parameters<typeof stepsOf>[0]>) =>
      stepsOf({ ...nothing, ...change })
        .filter(step => step.done)
        .map(step => step.number);
    expect(done({})).toEqual([]);
    expect(done({ fields: [{ ...own('email'), system: true }] })).toEqual([]);
    expect(done({ fields: [own('due_date')] })).toEqual([2]);
    expect(done({ flows: [{ nodes: [trigger], edges: [] }] })).toEqual([]);
    expect(done({ flows: [{ nodes: [trigger], edges: [edge] }] })).toEqual([3]);
    expect(done({ campaign: campaign({ run: 1 }), participants: 3, reviewed: true })).toEqual([4, 5, 6]);
    expect(done({ reviewed: true })).toEqual([]);
  });

  test('should be shown until the first start, and with the example also after it', () => {
    expect(isGuided(campaign({ run: 0 }), undefined)).toBe(true);
    expect(isGuided(campaign({ run: 1 }), undefined)).toBe(false);
    expect(isGuided(campaign({ run: 1 }), 'on')).toBe(true);
    expect(isGuided(campaign({ run: 0 }), 'off')).toBe(false);
  });

  test('should survive a storage that holds something else', () => {
    localStorage.setItem('campaign-flows.checklist', 'no json');
    expect(checklistOf('c1')).toBeUndefined();
    rememberChecklist('c1', 'off');
    expect(checklistOf('c1')).toBe('off');
  });

  const show = (shown: Campaign, { fields = [own('due_date'), own('is_payment_received')], participants = 0 } = {}) => {
    server.use(
      list('campaigns/c1/fields', fields),
      list('campaigns/c1/flows', [{ id: 'f1', active: true, revision: 1, nodes: [trigger], edges: [edge] }]),
      http.get('*/api/v1/campaigns/c1/analytics', () =>
        HttpResponse.json({ participants, communications: 0, funnels: [] }),
      ),
    );
    return renderAt('/campaigns/c1/workflow', [
      { path: '/campaigns/c1/:tab', element: <Checklist campaign={shown} /> },
    ]);
  };

  test('should start the campaign from the step that asks for it', async () => {
    let started = false;
    server.use(
      http.post('*/api/v1/campaigns/c1/start', () => {
        started = true;
        return HttpResponse.json(campaign({ id: 'c1', status: 'active', run: 1 }));
      }),
    );
    const { user } = show(campaign({ id: 'c1' }));
    expect((await screen.findByLabelText('Step 4, Start')).getAttribute('aria-current')).toBe('step');
    expect(screen.getByLabelText('Step 2, Fields: done')).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Start the campaign' }));
    await waitFor(() => expect(started).toBe(true));
  });

  test('should offer the sample, to download and to upload, where its fields are', async () => {
    show(campaign({ id: 'c1', run: 1, status: 'active' }));
    const link = (await screen.findByRole('link', { name: 'Download sample CSV' })) as HTMLAnchorElement;
    expect(decodeURIComponent(link.getAttribute('href') ?? '')).toContain('due_date,is_payment_received\nexample-1,');
    expect(screen.getByRole('button', { name: 'Upload the sample' })).toBeTruthy();
    expect(takesSample([own('due_date')])).toBe(false);
  });

  test('should lead to Uploads where the sample would not fit', async () => {
    const { user, path } = show(campaign({ id: 'c1', run: 1 }), { fields: [own('other')] });
    await user.click(await screen.findByRole('button', { name: 'Open Uploads tab' }));
    expect(path()).toBe('/campaigns/c1/uploads');
  });

  test('should end with the review, and go away when it is told to', async () => {
    const { user, path } = show(campaign({ id: 'c1', run: 1 }), { participants: 10 });
    await user.click(await screen.findByRole('button', { name: 'Open Participants tab' }));
    expect(path()).toBe('/campaigns/c1/participants');
    expect(await screen.findByText('All steps are done: the campaign is live.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Hide the first steps' }));
    expect(screen.queryByRole('region', { name: 'First steps' })).toBeNull();
    expect(checklistOf('c1')).toBe('off');
  });
});
