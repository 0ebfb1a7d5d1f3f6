import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import type { ReactNode } from 'react';
import { Outlet } from 'react-router';
import { describe, expect, test } from 'vitest';
import CampaignSettings from '../src/features/campaigns/campaign-settings';
import CreateCampaign from '../src/features/campaigns/create-campaign';
import EditProfile from '../src/features/customers/edit-profile';
import { FieldForm } from '../src/features/data/field-form';
import EditParticipant from '../src/features/participants/edit-participant';
import AgentForm from '../src/features/settings/agent-form';
import ChannelForm from '../src/features/settings/channel-form';
import CreateKey from '../src/features/settings/create-key';
import { Component as TenantPage } from '../src/features/settings/tenant-page';
import FlowDialog from '../src/features/workflow/flow-dialog';
import { agent, channel } from './agents';
import { campaign } from './campaigns';
import { renderInEditor } from './editor';
import { reminder } from './flows';
import { customer, details, fields } from './people';
import { renderAt } from './render';
import { me, server } from './server';

const here = campaign({ id: 'c1' });
const done = () => {};

interface Form {
  readonly form: string;
  readonly element: ReactNode;
  readonly field: string | RegExp;
  readonly submit: string;
  readonly method: 'post' | 'patch';
  readonly path: string;
  readonly answer: object;
  /** What a 409 without a field means here. */
  readonly taken?: string;
}

const forms: readonly Form[] = [
  {
    form: 'Create campaign',
    element: <CreateCampaign onClose={done} />,
    field: /^Name/,
    submit: 'Create',
    method: 'post',
    path: 'campaigns',
    answer: here,
    taken: 'Another campaign has this name',
  },
  {
    form: 'Campaign settings',
    element: <CampaignSettings campaign={here} onClose={done} />,
    field: /^Description/,
    submit: 'Save',
    method: 'patch',
    path: 'campaigns/c1',
    answer: here,
  },
  {
    form: 'Add field',
    element: <FieldForm campaign={here} fields={[]} field={null} onDone={done} />,
    field: /^Title/,
    submit: 'Add field',
    method: 'post',
    path: 'campaigns/c1/fields',
    answer: fields[1] as object,
  },
  {
    form: 'New agent',
    element: <AgentForm agent={null} channels={[channel()]} onClose={done} />,
    field: /^Name/,
    submit: 'Create agent',
    method: 'post',
    path: 'agents',
    answer: agent(),
  },
  {
    form: 'Channel',
    element: <ChannelForm channel={channel()} onClose={done} />,
    field: /^Name/,
    submit: 'Save',
    method: 'patch',
    path: 'channels/ch1',
    answer: channel(),
  },
  {
    form: 'New API key',
    element: <CreateKey onClose={done} />,
    field: /^Name/,
    submit: 'Create key',
    method: 'post',
    path: 'api-keys',
    answer: { id: 'k1', name: 'x', roles: ['operator'], created_at: '2026-06-01T00:00:00Z', api_key: 'secret' },
  },
  {
    form: 'Tenant',
    element: <TenantPage />,
    field: /^Name/,
    submit: 'Save',
    method: 'patch',
    path: 'tenant',
    answer: me.tenant,
  },
  {
    form: 'Participant',
    element: <EditParticipant participant={details()} fields={fields} onDone={done} />,
    field: 'Email',
    submit: 'Save',
    method: 'patch',
    path: 'campaigns/c1/participants/p1',
    answer: details(),
  },
  {
    form: 'Customer profile',
    element: <EditProfile customer={customer()} fields={undefined} onDone={done} />,
    field: 'Name',
    submit: 'Save',
    method: 'patch',
    path: 'customers/k1',
    answer: customer(),
  },
  {
    form: 'Rename flow',
    element: (
      <FlowDialog
        campaignId="c1"
        dialog={{ kind: 'rename', flow: reminder }}
        onClose={done}
        onDeleted={done}
        onGo={done}
      />
    ),
    field: /^Name/,
    submit: 'Rename',
    method: 'patch',
    path: 'campaigns/c1/flows/f1',
    answer: { ...reminder, revision: 8 },
  },
];

const refusals = [
  [403, 'You may not do this'],
  [404, 'It was deleted'],
  [409, 'Not now'],
  [412, 'It was changed'],
  [413, 'Too much'],
  [422, 'Not like this'],
  [429, 'Too many requests.'],
  [503, 'Away for now.'],
] as const;

function show({ form, element }: Form) {
  if (form === 'Rename flow') return renderInEditor(element, { flow: reminder });
  return renderAt('/', [
    {
      path: '/',
      element: <Outlet context={here} />,
      children: [{ index: true, element }],
    },
    { path: '*', element: <p>elsewhere</p> },
  ]);
}

describe.each(forms)('The form $form', form => {
  test('should keep what was typed whatever refuses it, say why, and be sent again', async () => {
    const sent: unknown[] = [];
    let refusal: readonly [number, string] | 'no connection' | null = null;
    server.use(
      http.get('*/api/v1/tenant', () => HttpResponse.json(me.tenant)),
      http.get('*/api/v1/campaigns', () => HttpResponse.json({ items: [], next_cursor: null })),
      http[form.method](`*/api/v1/${form.path}`, async ({ request }) => {
        sent.push(await request.json());
        if (refusal === null) return HttpResponse.json(form.answer);
        if (refusal === 'no connection') return HttpResponse.error();
        const [status, detail] = refusal;
        return HttpResponse.json(
          { title: 'Refused', status, detail, code: 'refused', errors: [], findings: [] },
          { status, headers: status === 429 ? { 'Retry-After': '5' } : {} },
        );
      }),
    );
    const { user } = show(form);
    await screen.findByRole('button', { name: form.submit });
    const input = (await screen.findByLabelText(form.field, { selector: 'input, textarea' })) as HTMLInputElement;
    await user.clear(input);
    await user.type(input, 'As typed');
    const submit = () => user.click(screen.getByRole('button', { name: form.submit }));

    for (const [status, detail] of refusals) {
      refusal = [status, detail];
      await submit();
      const said =
        status === 409 && form.taken ? form.taken : status === 429 ? `${detail} Try again in 5 seconds.` : detail;
      expect((await screen.findAllByText(said)).length, `${status} is said`).toBeGreaterThan(0);
      expect(input.value).toBe('As typed');
    }
    refusal = 'no connection';
    await submit();
    expect(await screen.findByText(/could not be reached/)).toBeTruthy();
    expect(input.value).toBe('As typed');

    refusal = null;
    const before = sent.length;
    await submit();
    await waitFor(() => expect(sent).toHaveLength(before + 1));
    expect(JSON.stringify(sent.at(-1))).toContain('As typed');
    await waitFor(() => expect(screen.queryByText(/could not be reached/)).toBeNull());
  });
});

describe.each(forms.filter(one => !['Tenant', 'Participant', 'Customer profile', 'Add field'].includes(one.form)))(
  'The dialog $form',
  form => {
    test('should not be lost by a click beside it', async () => {
      server.use(http.get('*/api/v1/campaigns', () => HttpResponse.json({ items: [], next_cursor: null })));
      const { user } = show(form);
      const dialog = await screen.findByRole('dialog');
      const input = within(dialog).getByLabelText(form.field, { selector: 'input, textarea' }) as HTMLInputElement;
      await user.clear(input);
      await user.type(input, 'As typed');
      const overlay = document.querySelector('.mantine-Modal-overlay, .mantine-Modal-inner') as HTMLElement;
      await user.click(overlay);
      expect(screen.getByRole('dialog')).toBeTruthy();
      expect(input.value).toBe('As typed');
    });
  },
);
