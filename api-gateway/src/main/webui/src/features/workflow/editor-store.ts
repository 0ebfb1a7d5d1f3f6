import { createStore, type StoreApi, useStore } from 'zustand';
import { apply } from '../../flow-model/apply';
import type { Operation } from '../../flow-model/operations';
import type { Flow, Graph } from '../../flow-model/types';

const MAX_STEPS = 200;
const ONE_STEP_MS = 1_000;

interface Step {
  readonly graph: Graph;
  /** Typing in one field within a second is one step. */
  readonly key: string | null;
  readonly at: number;
}

export type Side = 'none' | 'node' | 'simulation' | 'outline' | 'participants';

/** Where a count was clicked: the walks that came through a node or along an edge. */
export type Place = { readonly nodeId: string } | { readonly edgeId: string };

export interface EditorState {
  readonly flow: Flow;
  readonly past: readonly Step[];
  readonly future: readonly Graph[];
  readonly selectedNodes: ReadonlySet<string>;
  readonly selectedEdges: ReadonlySet<string>;
  /** What stands on the right. */
  readonly side: Side;
  /** What stood there before a node's panel, and comes back when it is closed. */
  readonly behind: Side;
  /** Whose participants are listed. */
  readonly place: Place | null;
  /** The node whose panel is open, and the setting that is to have the focus. */
  readonly panelNode: string | null;
  readonly focusSetting: string | null;
  /** Nodes changed since the server's findings came. */
  readonly changedNodes: ReadonlySet<string>;
  /** The node that the pointer is on while a simulation is looked at, whose step is marked. */
  readonly pointed: string | null;
  /** What the live region says. */
  readonly said: string;
  /** Counts up when the view should go to the selection. */
  readonly reveal: number;

  run(operation: Operation, key?: string): void;
  undo(): void;
  redo(): void;
  select(nodes: Iterable<string>, edges?: Iterable<string>): void;
  openPanel(nodeId: string, setting?: string | null): void;
  show(side: Side): void;
  closePanel(): void;
  showParticipants(place: Place): void;
  goTo(nodeId: string, setting?: string | null): void;
  point(nodeId: string | null): void;
  say(text: string): void;
  /** The server's answer to a save: only what the server makes. */
  saved(flow: Flow): void;
  /** Another version takes the place of this one, as one step that can be undone. */
  replace(flow: Flow): void;
  validated(): void;
}

export type EditorStore = StoreApi<EditorState>;

function changedBetween(before: Graph, after: Graph): string[] {
  const old = new Map(before.nodes.map(node => [node.id, node]));
  const now = new Set(after.nodes.map(node => node.id));
  const changed = new Set<string>();
  for (const node of after.nodes) if (old.get(node.id) !== node) changed.add(node.id);
  const oldEdges = new Set(before.edges);
  const newEdges = new Set(after.edges);
  for (const edge of after.edges) if (!oldEdges.has(edge)) changed.add(edge.source).add(edge.target);
  for (const edge of before.edges) if (!newEdges.has(edge)) changed.add(edge.source).add(edge.target);
  return [...changed].filter(id => now.has(id));
}

/** A panel never stays open for a node that is gone. */
function closed({ side, behind }: EditorState): Partial<EditorState> {
  return { panelNode: null, focusSetting: null, behind: 'none', ...(side === 'node' ? { side: behind } : {}) };
}

/** A store is made for one flow and never used for another: an answer that comes late cannot end up in the wrong one. */
export function createEditorStore(flow: Flow): EditorStore {
  return createStore<EditorState>((set, get) => {
    const restore = (graph: Graph, change: Partial<EditorState>) => {
      const { flow: current, changedNodes, panelNode } = get();
      const changed = changedBetween(current, graph);
      const ids = new Set(graph.nodes.map(node => node.id));
      const closes = panelNode !== null && !ids.has(panelNode);
      set({
        ...change,
        flow: { ...current, nodes: graph.nodes, edges: graph.edges },
        changedNodes: new Set([...changedNodes, ...changed]),
        selectedNodes: new Set(changed),
        selectedEdges: new Set(),
        reveal: get().reveal + 1,
        ...(closes ? closed(get()) : {}),
      });
    };
    return {
      flow,
      past: [],
      future: [],
      selectedNodes: new Set(),
      selectedEdges: new Set(),
      side: 'none',
      behind: 'none',
      place: null,
      panelNode: null,
      focusSetting: null,
      changedNodes: new Set(),
      pointed: null,
      said: '',
      reveal: 0,

      run(operation, key) {
        const state = get();
        const next = apply(state.flow, operation);
        if (next === state.flow) return;
        const last = state.past.at(-1);
        const now = Date.now();
        const joins = key !== undefined && last?.key === key && now - last.at < ONE_STEP_MS;
        const past = joins
          ? [...state.past.slice(0, -1), { ...last, at: now }]
          : [...state.past.slice(1 - MAX_STEPS), { graph: state.flow, key: key ?? null, at: now }];
        const ids = new Set(next.nodes.map(node => node.id));
        const edgeIds = new Set(next.edges.map(edge => edge.id));
        const closes = state.panelNode !== null && !ids.has(state.panelNode);
        set({
          flow: next,
          past,
          future: [],
          changedNodes: new Set([...state.changedNodes, ...changedBetween(state.flow, next)]),
          selectedNodes: new Set([...state.selectedNodes].filter(id => ids.has(id))),
          selectedEdges: new Set([...state.selectedEdges].filter(id => edgeIds.has(id))),
          ...(closes ? closed(get()) : {}),
        });
      },
      undo() {
        const { past, future, flow: current } = get();
        const last = past.at(-1);
        if (last) restore(last.graph, { past: past.slice(0, -1), future: [current, ...future] });
      },
      redo() {
        const { past, future, flow: current } = get();
        const [next, ...rest] = future;
        if (next) restore(next, { past: [...past, { graph: current, key: null, at: 0 }], future: rest });
      },
      select(nodes, edges = []) {
        set({ selectedNodes: new Set(nodes), selectedEdges: new Set(edges) });
      },
      openPanel(nodeId, setting = null) {
        const { side, behind } = get();
        set({
          behind: side === 'node' ? behind : side,
          panelNode: nodeId,
          side: 'node',
          focusSetting: setting,
          selectedNodes: new Set([nodeId]),
          selectedEdges: new Set(),
        });
      },
      show(side) {
        set({ side, behind: 'none', ...(side === 'node' ? {} : { panelNode: null }) });
      },
      closePanel() {
        const { side, behind } = get();
        set({ side: side === 'node' ? behind : 'none', behind: 'none', panelNode: null, focusSetting: null });
      },
      showParticipants(place) {
        set({ side: 'participants', behind: 'none', place, panelNode: null, focusSetting: null });
      },
      goTo(nodeId, setting = null) {
        get().openPanel(nodeId, setting);
        set({ reveal: get().reveal + 1 });
      },
      point(nodeId) {
        const { side, pointed } = get();
        const next = side === 'simulation' ? nodeId : null;
        if (next !== pointed) set({ pointed: next });
      },
      say(text) {
        set({ said: text });
      },
      saved(answer) {
        const current = get().flow;
        if (answer.id !== current.id) return;
        set({
          flow: {
            ...current,
            revision: answer.revision,
            active: answer.active,
            name: answer.name,
            updated_at: answer.updated_at ?? null,
            updated_by: answer.updated_by ?? null,
          },
        });
      },
      replace(other) {
        const { flow: current, past } = get();
        if (other.id !== current.id) return;
        set({
          flow: other,
          past: [...past.slice(1 - MAX_STEPS), { graph: current, key: null, at: 0 }],
          future: [],
          selectedNodes: new Set(),
          selectedEdges: new Set(),
          panelNode: null,
          side: 'none',
          changedNodes: new Set(),
        });
      },
      validated() {
        set({ changedNodes: new Set() });
      },
    };
  });
}

export function useEditorState<T>(store: EditorStore, selector: (state: EditorState) => T): T {
  return useStore(store, selector);
}
