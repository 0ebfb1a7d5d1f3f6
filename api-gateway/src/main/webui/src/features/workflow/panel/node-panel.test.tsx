import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { choose, found, input, open, saysAt } from '../../../../tests/panel';
import { how } from '../../../texts/en/workflow/how-it-works';
import { panelTexts } from '../../../texts/en/workflow/panel';
import { kinds } from '../registry';

vi.mock('./code-editor', () => import('../../../../tests/code-editor'));

describe('Panel of every node', () => {
  test.each(kinds.map(kind => kind.type))('should say of %s what it is and how it works', async type => {
    open(type);
    const panel = await screen.findByRole('complementary', { name: 'Settings of the node' });
    const kind = kinds.find(one => one.type === type);
    expect(within(panel).getByRole('heading', { level: 2 })).toBeTruthy();
    expect(await within(panel).findByText(how[type])).toBeTruthy();
    if (kind?.Panel === null) expect(within(panel).getByText(panelTexts.panel.nothing)).toBeTruthy();
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
