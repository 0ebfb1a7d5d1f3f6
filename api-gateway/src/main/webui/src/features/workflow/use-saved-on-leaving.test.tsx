import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderInEditor } from '../../../tests/editor';
import { node } from '../../../tests/flows';
import { Problem } from '../../api/problem';
import type { Flow } from '../../flow-model/types';
import NodePanel from './panel/node-panel';
import { useSavedOnLeaving } from './use-saved-on-leaving';

const flow: Flow = {
  id: 'f1',
  name: 'Reminder',
  active: false,
  revision: 1,
  nodes: [
    node('n', 'voice_communication', { parameters: { parameter_1: { kind: 'literal', value: 'x' } } }),
    node('start', 'participant_created'),
  ],
  edges: [],
};

function Panel() {
  useSavedOnLeaving();
  return <NodePanel />;
}

async function edit(refuses?: Problem) {
  const shown = renderInEditor(<Panel />, { flow, ...(refuses ? { refuses } : {}) }, { guarded: true });
  shown.store.getState().openPanel('n');
  const name = await screen.findByLabelText('Name', { selector: 'input' });
  await shown.user.clear(name);
  await shown.user.type(name, 'due');
  return shown;
}

test('should save what is typed in the settings when one goes Back in the middle of it', async () => {
  const { store, saves, go } = await edit();
  expect(saves()).toBe(0);

  void go(-1);

  expect(await screen.findByText('elsewhere')).toBeTruthy();
  expect(saves()).toBe(1);
  expect(store.getState().flow.nodes[0]?.settings.parameters).toEqual({ due: { kind: 'literal', value: 'x' } });
});

test('should stay with what cannot be saved, and tell why it asks', async () => {
  const refused = new Problem(422, { title: 'Invalid', detail: 'Not like this' });
  const { store, user, go, path } = await edit(refused);

  void go('/elsewhere');
  expect(await screen.findByText(/changes of this flow could not be saved/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Stay' }));

  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(path()).toBe('/');
  expect(store.getState().flow.nodes[0]?.settings.parameters).toHaveProperty('due');
});
