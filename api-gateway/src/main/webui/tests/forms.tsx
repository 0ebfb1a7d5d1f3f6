import type { ReactNode } from 'react';
import { Outlet } from 'react-router';
import CampaignSettings from '../src/features/campaigns/campaign-settings';
import CreateCampaign from '../src/features/campaigns/create-campaign';
import EditProfile from '../src/features/customers/edit-profile';
import { FieldForm } from '../src/features/data/field-form';
import EditParticipant from '../src/features/participants/edit-participant';
import AgentForm from '../src/features/settings/agent-form';
import ChannelForm from '../src/features/settings/channel-form';
import CreateKey from '../src/features/settings/create-key';
import { KeptAuditForm } from '../src/features/settings/kept-audit-form';
import { KeptDataForm } from '../src/features/settings/kept-data-form';
import LimitsForm from '../src/features/settings/limits-form';
import { Component as TenantPage } from '../src/features/settings/tenant-page';
import FlowDialog from '../src/features/workflow/flow-dialog';
import { agent, channel } from './agents';
import { campaign } from './campaigns';
import { contactLimits } from './contact-limits';
import { renderInEditor } from './editor';
import { reminder } from './flows';
import { customer, details, fields } from './participant-data';
import { type Rendered, type RenderOptions, renderAt } from './render';
import { me } from './server';

const here = campaign({ id: 'c1' });
const done = () => {};

export interface Form {
  readonly form: string;
  readonly element: ReactNode;
  readonly field: string | RegExp;
  /** What is typed in it. */
  readonly text?: string;
  readonly submit: string;
  readonly method: 'post' | 'patch' | 'put';
  readonly path: string;
  readonly answer: object;
  /** What a 409 without a field means here. */
  readonly taken?: string;
}

/** Every form that saves what is typed in it. */
export const forms: readonly Form[] = [
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
    form: 'Contact limits',
    element: <LimitsForm limits={contactLimits()} onClose={done} />,
    field: 'From',
    text: '21:15',
    submit: 'Save',
    method: 'put',
    path: 'contact-limits/email',
    answer: contactLimits(),
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
    form: 'Retention',
    element: <KeptDataForm kept={{ participant_days: 30, communication_days: 30 }} />,
    field: 'Participants',
    text: '365',
    submit: 'Save',
    method: 'put',
    path: 'retention',
    answer: { participant_days: 365, communication_days: 30 },
  },
  {
    form: 'Retention of the audit log',
    element: <KeptAuditForm kept={{ days: 730 }} />,
    field: 'Events',
    text: '999',
    submit: 'Save',
    method: 'put',
    path: 'audit/retention',
    answer: { days: 999 },
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

export function typedIn({ text }: Form): string {
  return text ?? 'As typed';
}

/** The form at `/`, and another page anywhere else. */
export function show({ form, element }: Form, options: RenderOptions = {}): Rendered {
  if (form === 'Rename flow') return renderInEditor(element, { flow: reminder }, options);
  return renderAt(
    '/',
    [
      { path: '/', element: <Outlet context={here} />, children: [{ index: true, element }] },
      { path: '*', element: <p>elsewhere</p> },
    ],
    options,
  );
}
