import { screen } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { choose, found, input, open, saysAt } from '../../../../tests/panel';

vi.mock('./code-editor', () => import('../../../../tests/code-editor'));

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

  test.each(['email', 'telegram', 'whatsapp', 'voice', 'web'] as const)(
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

  test('should offer the link to the bot as a variable, and nowhere else', async () => {
    const { user, settings } = open('whatsapp_communication', {
      ...filled,
      template: { name: 'due', language: 'en', variables: [{ kind: 'literal', value: '' }] },
      parameters: { due: { kind: 'field', field: '' } },
    });
    const [kind] = await screen.findAllByRole('radio', { name: 'Field' });
    expect(kind).toBeTruthy();
    await user.click(kind as HTMLElement);
    await user.click((await screen.findAllByRole('combobox', { name: 'Field' }))[0] as HTMLElement);
    await user.click(await screen.findByRole('option', { name: 'Link to the Telegram bot' }));
    expect(settings()?.template).toMatchObject({
      variables: [{ kind: 'field', field: 'communication.telegram_link' }],
    });
  });

  test('should say in Telegram what is written here', async () => {
    const { user, settings } = open('telegram_communication', {
      communication_name: 'A',
      agent_id: 'a2',
      channel_id: 'ch2',
    });
    await user.type(await input(/^Text/), 'Due soon');
    expect(settings()?.body).toBe('Due soon');
    expect(screen.getByText('Needed, because this agent sends what is written here')).toBeTruthy();
  });

  test('should say on the phone what is written here', async () => {
    const { user, settings } = open('voice_communication', filled);
    await user.type(await input(/^Text/), 'Please pay');
    expect(settings()?.body).toBe('Please pay');
  });

  test('should take free text in place of an approved template', async () => {
    const { user, settings } = open('whatsapp_communication', filled);
    await user.type(await input(/^Text, in place of a template/), 'Hello');
    expect(settings()).toMatchObject({ body: 'Hello' });
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
