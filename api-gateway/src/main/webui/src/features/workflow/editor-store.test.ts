import { describe, expect, test, vi } from 'vitest';
import { reminder } from '../../../tests/flows';
import type { Flow } from '../../flow-model/types';
import { createEditorStore } from './editor-store';

const settingsOf = (flow: Flow, id: string) => flow.nodes.find(node => node.id === id)?.settings;

describe('Editor store', () => {
  test('should bring back with a node the connections that it had', () => {
    const store = createEditorStore(reminder);
    store.getState().run({ op: 'remove', nodeIds: ['n3'], edgeIds: [] });
    expect(store.getState().flow.edges.map(edge => edge.id)).toEqual(['e1', 'e3', 'e6']);

    store.getState().undo();

    expect(store.getState().flow.nodes).toBe(reminder.nodes);
    expect(store.getState().flow.edges).toBe(reminder.edges);
    expect([...store.getState().selectedNodes].sort()).toEqual(['n2', 'n3', 'n5', 'n6']);
  });

  test('should do again what was undone, until something else is done', () => {
    const store = createEditorStore(reminder);
    store.getState().run({ op: 'rename', nodeId: 'n4', name: 'Stop' });
    const renamed = store.getState().flow.nodes;
    store.getState().undo();
    store.getState().redo();
    expect(store.getState().flow.nodes).toBe(renamed);

    store.getState().undo();
    store.getState().run({ op: 'rename', nodeId: 'n4', name: 'Other' });
    store.getState().redo();
    expect(store.getState().flow.nodes.find(node => node.id === 'n4')?.name).toBe('Other');
  });

  test('should take back typing in one field within a second at once, and in another by itself', () => {
    vi.useFakeTimers();
    const store = createEditorStore(reminder);
    const type = (name: string, key: string) => store.getState().run({ op: 'rename', nodeId: 'n4', name }, key);
    type('S', 'n4.name');
    type('St', 'n4.name');
    vi.advanceTimersByTime(1_001);
    type('Sto', 'n4.name');
    expect(store.getState().past).toHaveLength(2);

    store.getState().undo();
    expect(store.getState().flow.nodes.find(node => node.id === 'n4')?.name).toBe('St');
    vi.useRealTimers();
  });

  test('should take back settings and label in one step, as Cancel of the panel does', () => {
    const store = createEditorStore(reminder);
    const settings = settingsOf(reminder, 'n5') ?? {};
    store.getState().run({ op: 'rename', nodeId: 'n5', name: 'Changed' });
    store.getState().run({ op: 'set_settings', nodeId: 'n5', settings: { communication_name: 'OTHER' } });

    store.getState().run({ op: 'set_settings', nodeId: 'n5', settings, name: '' });

    expect(store.getState().flow.nodes.find(node => node.id === 'n5')).toEqual(reminder.nodes[4]);
    expect(store.getState().past).toHaveLength(3);
    store.getState().run({ op: 'set_settings', nodeId: 'n5', settings, name: '' });
    expect(store.getState().past).toHaveLength(3);
  });

  test('should not leave a panel open for a node that is gone', () => {
    const store = createEditorStore(reminder);
    store.getState().openPanel('n4');
    store.getState().run({ op: 'remove', nodeIds: ['n4'], edgeIds: [] });

    expect(store.getState().panelNode).toBeNull();
    expect(store.getState().side).toBe('none');
  });

  test('should give the side back to what stood there before the panel', () => {
    const store = createEditorStore(reminder);
    store.getState().show('outline');
    store.getState().openPanel('n2');
    store.getState().openPanel('n3');
    store.getState().closePanel();
    expect(store.getState().side).toBe('outline');

    store.getState().closePanel();
    expect(store.getState().side).toBe('none');
  });

  test('should drop the answer to a save of another flow', () => {
    const store = createEditorStore(reminder);
    store.getState().saved({ ...reminder, id: 'f9', revision: 99 });
    expect(store.getState().flow.revision).toBe(7);

    store.getState().saved({ ...reminder, revision: 8, nodes: [] });
    expect(store.getState().flow.revision).toBe(8);
    expect(store.getState().flow.nodes).toBe(reminder.nodes);
  });
});
