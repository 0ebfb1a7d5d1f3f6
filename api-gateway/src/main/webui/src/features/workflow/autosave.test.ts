import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { reminder } from '../../../tests/flows';
import { Problem } from '../../api/problem';
import { apply } from '../../flow-model/apply';
import type { Flow, Graph } from '../../flow-model/types';
import { AUTOSAVE_MS, Autosave, type SaveState, type StoredDraft } from './autosave';

interface Call {
  readonly revision: number;
  readonly graph: Graph;
  readonly answer: (flow?: Partial<Flow>) => Promise<void>;
  readonly refuse: (error: unknown) => Promise<void>;
}

function setUp() {
  let flow: Flow = reminder;
  const calls: Call[] = [];
  const states: SaveState[] = [];
  const kept: (StoredDraft | null)[] = [];
  let theirs: Flow = { ...reminder, revision: 9, nodes: [] };
  const autosave = new Autosave({
    current: () => flow,
    save: (revision, graph) =>
      new Promise((resolve, reject) => {
        const settle = async () => {
          await vi.advanceTimersByTimeAsync(0);
        };
        calls.push({
          revision,
          graph,
          answer: change => {
            resolve({ ...reminder, revision: revision + 1, ...change });
            return settle();
          },
          refuse: error => {
            reject(error);
            return settle();
          },
        });
      }),
    load: async () => theirs,
    onSaved: saved => {
      flow = { ...flow, revision: saved.revision };
    },
    onState: state => states.push(state),
    keep: draft => kept.push(draft),
  });
  let count = 0;
  return {
    autosave,
    calls,
    states,
    kept,
    kinds: () => states.map(state => state.kind),
    change: () => {
      count += 1;
      flow = apply(flow, { op: 'rename', nodeId: 'n3', name: `name ${count}` });
      autosave.changed();
      return flow;
    },
    goBack: () => {
      flow = { ...flow, nodes: reminder.nodes, edges: reminder.edges };
      autosave.changed();
    },
    setTheirs: (other: Flow) => {
      theirs = other;
    },
    current: () => flow,
    take: (other: Flow) => {
      flow = other;
    },
  };
}

describe('Autosave', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('should save three seconds after a change, once for all of them, on the revision it was made from', async () => {
    const { calls, change, kinds } = setUp();
    change();
    await vi.advanceTimersByTimeAsync(AUTOSAVE_MS - 1);
    const latest = change();
    await vi.advanceTimersByTimeAsync(AUTOSAVE_MS - 1);
    expect(calls).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(calls.map(call => [call.revision, call.graph.nodes])).toEqual([[7, latest.nodes]]);
    await calls[0]?.answer();
    expect(kinds()).toEqual(['dirty', 'saving', 'saved']);
  });

  test('should have one save in flight, and put what changed meanwhile in the next', async () => {
    const { calls, change, kinds } = setUp();
    change();
    await vi.advanceTimersByTimeAsync(AUTOSAVE_MS);
    const latest = change();
    await vi.advanceTimersByTimeAsync(AUTOSAVE_MS * 2);
    expect(calls).toHaveLength(1);
    await calls[0]?.answer();
    await vi.advanceTimersByTimeAsync(AUTOSAVE_MS);
    expect(calls.map(call => call.revision)).toEqual([7, 8]);
    expect(calls[1]?.graph.nodes).toBe(latest.nodes);
    await calls[1]?.answer();
    expect(kinds().at(-1)).toBe('saved');
  });

  test('should have nothing to save when everything was undone', async () => {
    const { calls, change, goBack, kinds, kept } = setUp();
    change();
    goBack();
    await vi.advanceTimersByTimeAsync(AUTOSAVE_MS * 2);
    expect(calls).toHaveLength(0);
    expect(kinds()).toEqual(['dirty', 'saved']);
    expect(kept.at(-1)).toBeNull();
  });

  test('should try again while there is no connection, later each time, and keep the draft', async () => {
    const { calls, change, kinds, kept } = setUp();
    change();
    await vi.advanceTimersByTimeAsync(AUTOSAVE_MS);
    await calls[0]?.refuse(new TypeError('Failed to fetch'));
    expect(kinds().at(-1)).toBe('failed');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(calls).toHaveLength(2);
    await calls[1]?.refuse(new Problem(503, {}));
    await vi.advanceTimersByTimeAsync(3_999);
    expect(calls).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(calls).toHaveLength(3);
    expect(kept.at(-1)?.revision).toBe(7);
    await calls[2]?.answer();
    expect(kinds().at(-1)).toBe('saved');
    expect(kept.at(-1)).toBeNull();
  });

  test('should keep both versions on a conflict, save nothing by itself, and make ours the newest when asked', async () => {
    const { autosave, calls, change, states, setTheirs } = setUp();
    const theirs = { ...reminder, revision: 9, nodes: [], updated_by: 'Someone' };
    setTheirs(theirs);
    change();
    await vi.advanceTimersByTimeAsync(AUTOSAVE_MS);
    await calls[0]?.refuse(new Problem(409, { code: 'stale_revision' }));
    expect(states.at(-1)).toEqual({ kind: 'conflict', theirs });
    change();
    await vi.advanceTimersByTimeAsync(AUTOSAVE_MS * 4);
    expect(calls).toHaveLength(1);
    autosave.resolve(theirs.revision, theirs);
    await vi.advanceTimersByTimeAsync(AUTOSAVE_MS);
    expect(calls[1]?.revision).toBe(9);
  });

  test('should not take a refusal of another kind for a conflict', async () => {
    const { calls, change, states, setTheirs } = setUp();
    setTheirs({ ...reminder, revision: 7 });
    change();
    await vi.advanceTimersByTimeAsync(AUTOSAVE_MS);
    await calls[0]?.refuse(new Problem(409, { detail: 'The campaign is active' }));
    expect(states.at(-1)?.kind).toBe('failed');
  });

  test('should show what the active flow lacks, and save when it is mended', async () => {
    const { calls, change, states, kinds } = setUp();
    const findings = [{ severity: 'error', code: 'cycle', message: 'x' }];
    change();
    await vi.advanceTimersByTimeAsync(AUTOSAVE_MS);
    await calls[0]?.refuse(new Problem(422, { findings }));
    expect(states.at(-1)).toMatchObject({ kind: 'refused', findings });
    change();
    await vi.advanceTimersByTimeAsync(AUTOSAVE_MS);
    await calls[1]?.answer();
    expect(kinds().at(-1)).toBe('saved');
  });

  test('should drop the answer for a flow that was closed', async () => {
    const { autosave, calls, change, states, current } = setUp();
    change();
    await vi.advanceTimersByTimeAsync(AUTOSAVE_MS);
    autosave.close();
    const before = states.length;
    await calls[0]?.answer();
    expect(states).toHaveLength(before);
    expect(current().revision).toBe(7);
  });

  test('should wait as long as the server wants before it tries again', async () => {
    const { calls, change } = setUp();
    change();
    await vi.advanceTimersByTimeAsync(AUTOSAVE_MS);
    await calls[0]?.refuse(new Problem(429, {}, 7));
    await vi.advanceTimersByTimeAsync(6_999);
    expect(calls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(calls).toHaveLength(2);
  });

  test('should say that the flow is gone, and try no more', async () => {
    const { autosave, calls, change, states, kept } = setUp();
    change();
    await vi.advanceTimersByTimeAsync(AUTOSAVE_MS);
    await calls[0]?.refuse(new Problem(404, {}));
    expect(states.at(-1)?.kind).toBe('gone');
    change();
    await vi.advanceTimersByTimeAsync(AUTOSAVE_MS * 4);
    expect(calls).toHaveLength(1);
    expect(autosave.unsaved).toBe(true);
    expect(kept.at(-1)).not.toBeNull();
    autosave.close();
    expect(autosave.unsaved).toBe(false);
  });
});
