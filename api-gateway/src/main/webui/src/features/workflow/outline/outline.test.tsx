import { screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { renderInEditor } from '../../../../tests/editor';
import { reminder } from '../../../../tests/flows';
import Outline from './outline';

const empty = { ...reminder, nodes: [], edges: [] };

describe('The outline', () => {
  test('should ask how an empty flow starts, so that it can be begun where there is no canvas', async () => {
    const { user, store } = renderInEditor(<Outline />, { flow: empty });
    expect(screen.queryByRole('tree')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Participant Updated' }));
    expect(store.getState().flow.nodes.map(node => node.type)).toEqual(['participant_updated']);
    expect(screen.getByRole('treeitem', { name: 'Participant Updated' })).toBeTruthy();
  });

  test('should offer the triggers that are not there yet', async () => {
    const { user, store } = renderInEditor(<Outline />, { flow: reminder });
    await user.click(screen.getByRole('button', { name: 'Add a trigger' }));
    expect(screen.queryByRole('menuitem', { name: 'Participant Created' })).toBeNull();
    await user.click(await screen.findByRole('menuitem', { name: 'Communication Ended' }));
    expect(store.getState().flow.nodes.at(-1)?.type).toBe('communication_ended');
  });

  test('should offer nothing to whoever may only look', () => {
    renderInEditor(<Outline />, { flow: empty, lockReason: 'You may look at this flow, but not change it' });
    expect(screen.queryByRole('button', { name: 'Participant Updated' })).toBeNull();
  });
});
