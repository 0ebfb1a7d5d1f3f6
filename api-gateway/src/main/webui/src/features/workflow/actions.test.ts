import { afterEach, describe, expect, test, vi } from 'vitest';
import { node, reminder } from '../../../tests/flows';
import * as toasts from '../../ui/toast';
import { makeActions } from './actions';
import { makeCatalogue } from './catalogue';
import { createEditorStore } from './editor-store';

const many = (count: number) => Array.from({ length: count }, (_, index) => node(`m${index}`, 'field_check'));
const copied = (count: number) => JSON.stringify({ format: 'campaign-flows/nodes@1', nodes: many(count), edges: [] });

function edit(nodes: number) {
  const flow = { ...reminder, nodes: many(nodes), edges: [] };
  const store = createEditorStore(flow);
  const said = vi.spyOn(toasts, 'say').mockImplementation(() => {});
  return { store, said, actions: makeActions(store, makeCatalogue([], [], [], [flow]), false) };
}

describe('A flow that is full', () => {
  afterEach(() => vi.restoreAllMocks());

  test('should take as many nodes as can be saved, and paste none of those that do not fit', () => {
    const { store, said, actions } = edit(600);
    expect(actions.paste(copied(400), { x: 0, y: 0 })).toBe(true);
    expect(store.getState().flow.nodes).toHaveLength(1000);
    actions.undo();
    actions.paste(copied(401), { x: 0, y: 0 });
    expect(store.getState().flow.nodes).toHaveLength(600);
    expect(said).toHaveBeenLastCalledWith('A flow holds at most 1,000 nodes: it has 600, and 401 would be added');
  });

  test('should say so where one more is added', () => {
    const { store, said, actions } = edit(1000);
    expect(actions.addAt('field_check', { x: 0, y: 0 })).toBeNull();
    expect(store.getState().flow.nodes).toHaveLength(1000);
    expect(said).toHaveBeenCalledTimes(1);
  });
});

test('should not cut a sign in half where a name is too long', () => {
  const { store, actions } = edit(1);
  actions.rename('m0', `${'a'.repeat(199)}😀😀`);
  expect(store.getState().flow.nodes[0]?.name).toBe(`${'a'.repeat(199)}😀`);
});
