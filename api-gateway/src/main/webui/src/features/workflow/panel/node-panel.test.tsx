import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { agent, channel } from '../../../../tests/agents';
import { renderInEditor, type Surroundings } from '../../../../tests/editor';
import { node } from '../../../../tests/flows';
import type { DataField, Finding } from '../../../api/types';
import type { Flow, NodeType, Settings } from '../../../flow-model/types';
import { workflow as workflowTexts } from '../../../texts/en/workflow';
import { kinds } from '../registry';
import NodePanel from './node-panel';

// The code editor has tests of its own; here counts what becomes of what is written in it.
vi.mock('./code-editor', () => ({
  default: (props: {
    label: string;
    code: string;
    readOnly: boolean;
    setting?: string;
    onChange: (code: string) => void;
  }) => (
    <textarea
      aria-label={props.label}
      data-setting={props.setting}
      readOnly={props.readOnly}
      value={props.code}
      onChange={event => props.onChange(event.currentTarget.value)}
    />
  ),
}));

const field = (name: string, title: string, change: Partial<DataField>): DataField => ({
  name,
  title,
  description: '',
  type: 'string',
  level: 'participant',
  import: true,
  required: false,
  system: false,
  ...change,
});
const fields: readonly DataField[] = [
  field('email', 'Email', { type: 'email', level: 'customer', system: true }),
  field('due_date', 'Due Date', { type: 'date' }),
  field('called_at', 'Called At', { type: 'datetime' }),
  field('paid', 'Is Payment Received', { type: 'boolean' }),
  field('balance', 'Balance', { type: 'numeric' }),
  field('stage', 'Stage', { type: 'enumeration', values: ['first', 'second'] }),
];
const mail = channel({ id: 'ch2', name: 'Mail', type: 'email' });
const agents = [
  agent(),
  agent({ id: 'a2', name: 'Letters', kind: 'message', channel_ids: ['ch2'] }),
  agent({ id: 'a3', name: 'Asleep', status: 'stopped', channel_ids: ['ch1', 'ch2'] }),
];
const target: Flow = {
  id: 'f2',
  name: 'Follow-up',
  active: false,
  revision: 1,
  nodes: [node('t', 'from_another_flow')],
  edges: [],
};

function open(type: NodeType, settings: Settings = {}, around: Partial<Surroundings> = {}) {
  const flow: Flow = {
    id: 'f1',
    name: 'Reminder',
    active: false,
    revision: 1,
    nodes: [node('start', 'participant_created'), node('n', type, settings)],
    edges: [{ id: 'e', source: 'start', port: 'out', target: 'n' }],
  };
  const rendered = renderInEditor(<NodePanel />, {
    flow,
    fields,
    agents,
    channels: [channel(), mail],
    flows: [flow, target],
    ...around,
  });
  rendered.store.getState().openPanel('n');
  return {
    ...rendered,
    settings: () => rendered.store.getState().flow.nodes.find(one => one.id === 'n')?.settings,
  };
}

const found = (setting: string, message: string): Partial<Surroundings> => ({
  findings: [{ severity: 'error', code: 'wrong', flow_id: 'f1', node_id: 'n', setting, message } satisfies Finding],
});
const input = (label: string | RegExp) =>
  screen.findByLabelText(label, { selector: 'input:not([type=radio]), textarea' });
const saysAt = async (label: string | RegExp, message: string) => {
  const own = (await input(label)).closest('.mantine-InputWrapper-root');
  const around = own?.parentElement?.closest('.mantine-InputWrapper-root') ?? own;
  expect(around?.textContent).toContain(message);
};
async function choose(user: ReturnType<typeof open>['user'], label: string | RegExp, option: string) {
  await user.click(await input(label));
  await user.click(await screen.findByRole('option', { name: option }));
}

describe('Panel of every node', () => {
  test.each(kinds.map(kind => kind.type))('should say of %s what it is and how it works', async type => {
    open(type);
    const panel = await screen.findByRole('complementary', { name: 'Settings of the node' });
    const kind = kinds.find(one => one.type === type);
    expect(within(panel).getByRole('heading', { level: 2 })).toBeTruthy();
    expect(within(panel).getByText(kind?.how ?? '?')).toBeTruthy();
    if (kind?.Panel === null) expect(within(panel).getByText(workflowTexts.panel.nothing)).toBeTruthy();
  });

  test('should follow the settings with its label until it is typed over, and again after a reset', async () => {
    const { user, store } = open('cancel_communications');
    const label = (await input(/^Label/)) as HTMLInputElement;
    expect(label.value).toBe('Cancel Communications');

    await user.clear(label);
    expect(label.value).toBe('');
    await user.type(label, 'Stop all');
    expect(store.getState().flow.nodes[1]?.name).toBe('Stop all');
    await user.click(screen.getByRole('button', { name: 'Follow the settings again' }));
    expect(store.getState().flow.nodes[1]?.name).toBe('');
    expect(label.value).toBe('Cancel Communications');
  });

  test('should save at once on Save, and close', async () => {
    const { user, store, saves } = open('cancel_communications');
    await user.type(await input(/^Label/), '!');
    await user.click(screen.getByRole('button', { name: 'Save' }));

    await waitFor(() => expect(saves()).toBe(1));
    expect(store.getState().panelNode).toBeNull();
  });

  test('should return the node to how it was on Cancel', async () => {
    const { user, store, settings } = open('field_check', {
      property: 'participant.paid',
      operator: 'equals',
      value: { kind: 'literal', value: false },
    });
    await choose(user, /^Operator/, 'is set');
    expect(settings()).toEqual({ property: 'participant.paid', operator: 'is_set' });
    await user.click(screen.getByRole('button', { name: 'Cancel' }));

    expect(settings()).toMatchObject({ operator: 'equals', value: { kind: 'literal', value: false } });
    expect(store.getState().panelNode).toBeNull();
  });

  test('should be readable and no more while it is locked', async () => {
    const { user } = open(
      'field_check',
      { property: 'participant.paid', operator: 'equals', value: { kind: 'literal', value: false } },
      { lockReason: 'Stop the campaign to edit' },
    );
    for (const label of [/^Label/, /^Property/, /^Operator/]) {
      expect(((await input(label)) as HTMLInputElement).disabled).toBe(true);
    }
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
  });

  test('should put the focus on the setting that a finding leads to', async () => {
    const { store } = open('whatsapp_communication', {}, found('agent_id', 'Choose an agent'));
    store.getState().goTo('n', 'agent_id');
    await waitFor(async () => expect(document.activeElement).toBe(await input(/^Agent/)));
  });
});

describe('Panel of a Field Check', () => {
  test('should offer the operators of the property’s type, and the guide’s value for a date', async () => {
    const { user, settings, store } = open('field_check');

    await choose(user, /^Property/, 'Due Date');
    expect(settings()).toEqual({
      property: 'participant.due_date',
      operator: 'is_on_or_after',
      value: { kind: 'relative_date', base: 'today', offset_days: 0 },
    });
    await user.clear(await input('Days'));
    await user.type(await input('Days'), '3');
    expect(settings()?.value).toEqual({ kind: 'relative_date', base: 'today', offset_days: 3 });
    expect(((await input(/^Label/)) as HTMLInputElement).value).toBe('Due Date is on or after Today (+3)');
    expect(store.getState().past.length).toBeGreaterThan(0);

    await choose(user, /^Property/, 'Balance');
    await user.click(await input(/^Operator/));
    expect((await screen.findAllByRole('option')).map(option => option.textContent)).toEqual([
      '=',
      '≠',
      '>',
      '≥',
      '<',
      '≤',
      'is set',
      'is not set',
    ]);
  });

  test('should group properties as the guide does', async () => {
    const { user } = open('field_check');
    await user.click(await input(/^Property/));
    for (const group of ['Customer Profile', 'Participant', 'Communication Results']) {
      expect(await screen.findByText(group)).toBeTruthy();
    }
    expect(screen.getByRole('option', { name: 'Outcome' })).toBeTruthy();
  });

  test('should keep a number as it is typed', async () => {
    const { user, settings } = open('field_check', {
      property: 'participant.balance',
      operator: 'gt',
      value: { kind: 'literal', value: '' },
    });
    await user.type(await input('Value'), '10.00');
    expect(settings()?.value).toEqual({ kind: 'literal', value: '10.00' });
  });

  test('should take several values of an enumeration', async () => {
    const { user, settings } = open('field_check', {
      property: 'participant.stage',
      operator: 'equals',
      value: { kind: 'literal', value: 'first' },
    });
    await choose(user, /^Operator/, 'is one of');
    expect(settings()?.value).toEqual({ kind: 'literal', value: [] });
    await choose(user, 'Values', 'second');
    expect(settings()?.value).toEqual({ kind: 'literal', value: ['second'] });
  });

  test('should take a fixed date in the tenant’s form, and a moment with the zone in which it is meant', async () => {
    const { user, settings } = open('field_check', {
      property: 'participant.called_at',
      operator: 'is_after',
      value: { kind: 'literal', value: '' },
    });
    expect(await screen.findByText('In the participant’s time zone, else the tenant’s')).toBeTruthy();
    await user.type(await input('Value'), '2026-06-30 9:00');
    expect(settings()?.value).toEqual({ kind: 'literal', value: '2026-06-30T09:00' });
  });

  test('should turn any value into an expression that says the same', async () => {
    const { user, settings } = open('field_check', {
      property: 'participant.due_date',
      operator: 'is_on_or_after',
      value: { kind: 'relative_date', base: 'today', offset_days: 3 },
    });
    await user.click(await screen.findByRole('button', { name: 'Value: Write as an expression' }));
    expect(settings()?.value).toEqual({ kind: 'expression', code: 'date.today() + timedelta(days=3)' });
    await user.type(await input('Expression'), ' ');
    expect(settings()?.value).toMatchObject({ code: 'date.today() + timedelta(days=3) ' });
  });

  test('should name a property that is gone', async () => {
    open('field_check', { property: 'participant.gone', operator: 'is_set' });
    expect(((await input(/^Property/)) as HTMLInputElement).value).toBe('participant.gone (does not exist)');
  });

  test.each([
    ['property', /^Property/],
    ['operator', /^Operator/],
  ])('should say at %s what is wrong with it', async (setting, label) => {
    open('field_check', { property: 'participant.paid', operator: 'equals' }, found(setting, 'This is wrong'));
    await saysAt(label, 'This is wrong');
  });

  test('should say at the value what is wrong with it, also in code', async () => {
    open(
      'field_check',
      { property: 'participant.balance', operator: 'gt', value: { kind: 'literal', value: 'x' } },
      found('value', 'No number'),
    );
    await saysAt('Value', 'No number');
    expect((await screen.findAllByText('No number')).length).toBe(2);
  });

  test('should show where its branches lead, and that one is open', async () => {
    open('field_check', { property: 'participant.paid', operator: 'is_set' });
    const branches = await screen.findByRole('region', { name: 'Branches' });
    expect(within(branches).getAllByText('Not connected')).toHaveLength(2);
  });
});

describe('Panel of a communication', () => {
  const filled = { communication_name: 'REMINDED', agent_id: 'a1', channel_id: 'ch1' };

  test('should write its name as names are written', async () => {
    const { user, settings } = open('whatsapp_communication');
    await user.type(await input(/^Communication name/), 'reminded due-date');
    expect(settings()?.communication_name).toBe('REMINDED_DUE_DATE');
  });

  test('should choose the agent’s channel with the agent, and offer no stopped one', async () => {
    const { user, settings } = open('whatsapp_communication');
    await user.click(await input(/^Agent/));
    const asleep = await screen.findByRole('option', { name: 'Asleep (stopped)' });
    expect(asleep.getAttribute('data-combobox-disabled')).toBe('true');
    expect(screen.queryByRole('option', { name: 'Letters' })).toBeNull();
    await user.click(screen.getByRole('option', { name: 'Local simulator' }));
    expect(settings()).toMatchObject({ agent_id: 'a1', channel_id: 'ch1' });
  });

  test.each(['email', 'telegram', 'whatsapp', 'voice'] as const)(
    'should say that no agent has a %s channel',
    async type => {
      open(`${type}_communication`, {}, { agents: [], channels: [] });
      expect(((await input(/^Agent/)) as HTMLInputElement).placeholder).toContain(
        `No agent with a ${type} channel yet`,
      );
    },
  );

  test('should need subject and body with an agent that sends what is written', async () => {
    const { user, settings } = open('email_communication', {
      communication_name: 'A',
      agent_id: 'a2',
      channel_id: 'ch2',
    });
    expect(await screen.findByText('Needed, because this agent sends what is written here')).toBeTruthy();
    await user.type(await input(/^Subject/), 'Due soon');
    await user.type(await input(/^Body/), 'Dear you');
    expect(settings()).toMatchObject({ subject: 'Due soon', body: 'Dear you' });
  });

  test('should take an approved template with its variables', async () => {
    const { user, settings } = open('whatsapp_communication', filled);
    await user.type(await input(/^Template name/), 'due');
    await user.type(await input(/^Language/), 'en');
    await user.click(screen.getByRole('button', { name: 'Add variable' }));
    await user.type(await input('Variable 1'), 'x');
    expect(settings()?.template).toEqual({
      name: 'due',
      language: 'en',
      variables: [{ kind: 'literal', value: 'x' }],
    });
    await user.click(screen.getByRole('button', { name: 'Remove Variable 1' }));
    expect(settings()?.template).toEqual({ name: 'due', language: 'en', variables: [] });
  });

  test('should pass parameters under names of one’s own', async () => {
    const { user, settings } = open('voice_communication', filled);
    await user.click(await screen.findByRole('button', { name: 'Add parameter' }));
    const name = await input('Name');
    await user.clear(name);
    await user.type(name, 'due');
    await user.tab();
    await choose(user, 'Field', 'Due Date');
    expect(settings()?.parameters).toEqual({ due: { kind: 'field', field: 'participant.due_date' } });
    await user.click(screen.getByRole('button', { name: 'Remove due' }));
    expect(settings()?.parameters).toEqual({});
  });

  test('should be due at once, at a fixed time, at a date field, or as an expression says', async () => {
    const { user, settings } = open('telegram_communication', filled);
    await choose(user, /^When/, 'Date field');
    await choose(user, /^Date field/, 'Due Date');
    expect(settings()?.when).toMatchObject({ base: { kind: 'field', field: 'participant.due_date' } });
    await choose(user, /^When/, 'Fixed time');
    await user.type(await input('Fixed time'), '2026-06-30 09:00');
    expect(settings()?.when).toMatchObject({ base: { kind: 'literal', value: '2026-06-30T09:00' } });
    await choose(user, /^When/, 'Expression');
    expect(await input('Expression')).toBeTruthy();
    await user.type(await input('Time of day'), '0930');
    expect(settings()?.when).toMatchObject({ time_of_day: '09:30' });
  });

  test('should be allowed in a window of weekdays only', async () => {
    const { user, settings } = open('telegram_communication', filled);
    await user.click(await screen.findByRole('switch', { name: 'Only between' }));
    await user.clear(await input('From'));
    await user.type(await input('From'), '8:00');
    await user.click(screen.getByRole('button', { name: 'Fri' }));
    expect(settings()?.when).toMatchObject({
      window: { from: '08:00', to: '20:00', weekdays: ['mon', 'tue', 'wed', 'thu'] },
    });
    await user.click(screen.getByRole('switch', { name: 'Only between' }));
    expect(settings()?.when).not.toHaveProperty('window');
  });

  test.each([
    ['communication_name', /^Communication name/, {}],
    ['agent_id', /^Agent/, {}],
    ['channel_id', /^Channel/, {}],
    ['when.window.from', /^When/, {}],
    ['subject', /^Subject/, {}],
    ['body', /^Body/, {}],
    ['parameters.due.field', 'Field', { parameters: { due: { kind: 'field', field: '' } } }],
  ])('should say at %s what is wrong with it', async (setting, label, more) => {
    open('email_communication', { ...filled, ...more }, found(setting, 'This is wrong'));
    await saysAt(label, 'This is wrong');
  });

  test('should say at a template’s variable what is wrong with it', async () => {
    const template = { name: 'due', language: 'en', variables: [{ kind: 'literal', value: 'x' }] };
    open('whatsapp_communication', { ...filled, template }, found('template.variables[0].value', 'This is wrong'));
    await saysAt('Variable 1', 'This is wrong');
    expect((await input(/^Template name/)).closest('.mantine-InputWrapper-root')?.textContent).not.toContain('wrong');
  });
});

describe('Panel of Update Field', () => {
  test('should write one field after the other, each with a value of its type', async () => {
    const { user, settings } = open('update_field', { updates: [] });
    await user.click(await screen.findByRole('button', { name: 'Add field' }));
    await choose(user, /^Field/, 'Is Payment Received');
    expect(settings()?.updates).toEqual([{ field: 'participant.paid', value: { kind: 'literal', value: true } }]);
    await user.click(screen.getByRole('button', { name: 'Add field' }));
    expect(settings()?.updates).toHaveLength(2);
    await user.click(screen.getByRole('button', { name: 'Remove Field 1' }));
    expect(settings()?.updates).toEqual([{}]);
  });

  test('should offer no communication result, which cannot be written', async () => {
    const { user } = open('update_field', { updates: [{}] });
    await user.click(await input(/^Field/));
    await screen.findByRole('option', { name: 'Due Date' });
    expect(screen.queryByText('Communication Results')).toBeNull();
  });

  test('should clear a field', async () => {
    const { user, settings } = open('update_field', {
      updates: [{ field: 'participant.balance', value: { kind: 'literal', value: '1' } }],
    });
    await user.click(await screen.findByRole('checkbox', { name: 'Clear the field' }));
    expect(settings()?.updates).toEqual([{ field: 'participant.balance', value: { kind: 'literal', value: null } }]);
    await user.click(screen.getByRole('checkbox', { name: 'Clear the field' }));
    expect(settings()?.updates).toEqual([{ field: 'participant.balance', value: { kind: 'literal', value: '' } }]);
  });

  test.each([
    ['updates[0].field', /^Field/],
    ['updates[0].value', 'Value'],
  ])('should say at %s what is wrong with it', async (setting, label) => {
    open(
      'update_field',
      { updates: [{ field: 'participant.balance', value: { kind: 'literal', value: 'x' } }] },
      found(setting, 'This is wrong'),
    );
    await saysAt(label, 'This is wrong');
  });
});

describe('Panel of To Another Flow', () => {
  test('should offer the flows with a From Another Flow trigger, and say which are inactive', async () => {
    const { user, settings } = open('to_another_flow');
    await choose(user, /^Target flow/, 'Follow-up (inactive)');
    expect(settings()?.flow_id).toBe('f2');
  });

  test('should say that no flow can be handed to, and what is wrong', async () => {
    open('to_another_flow', {}, { flows: [], ...found('flow_id', 'Choose a flow') });
    expect(await screen.findByText('No other flow has a From Another Flow trigger')).toBeTruthy();
    await saysAt(/^Target flow/, 'Choose a flow');
  });
});

describe('Panel of a Python Custom Action', () => {
  test('should take a script and say what is wrong with it, with line and column', async () => {
    const { user, settings } = open(
      'python_action',
      { script: 'def run(context):' },
      {
        findings: [
          {
            severity: 'error',
            code: 'expression',
            flow_id: 'f1',
            node_id: 'n',
            setting: 'script',
            line: 1,
            column: 18,
            message: 'Expected a body',
          },
        ],
      },
    );
    await user.type(await input('Script'), '\n    return');
    expect(settings()?.script).toBe('def run(context):\n    return');
    expect(screen.getByText(/Expected a body \(Line 1, column 18\)/)).toBeTruthy();
    expect(screen.getAllByText(/Expected a body/)).toHaveLength(2);
  });
});
