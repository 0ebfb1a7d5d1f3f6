import { useMemo } from 'react';
import * as clipboard from '../../flow-model/clipboard';
import { type Added, addAfter, addAt, firstOpenPort, freeSpot, insertOn, newId, removal } from '../../flow-model/edit';
import { groupOf, nodeOf, refusalOf } from '../../flow-model/graph';
import { nodeName } from '../../flow-model/name';
import { GRID, MAX_NODES, type NodeType, type Port, type XY } from '../../flow-model/types';
import { cutTo } from '../../flow-model/values';
import { workflow as workflowTexts } from '../../texts/en/workflow';
import { sayUndoable, say as toast } from '../../ui/toast';
import type { Catalogue } from './catalogue';
import { useEditor } from './editor-context';
import type { EditorStore } from './editor-store';
import { kindOf } from './registry';

export type FlowActions = ReturnType<typeof makeActions>;

const words = workflowTexts;

/** Undo of the last step, offered until there is another one. */
function offerUndo(store: EditorStore, message: string): void {
  const step = store.getState().past.at(-1);
  const hide = sayUndoable(message, () => store.getState().undo());
  const stop = store.subscribe(({ past }) => {
    if (past.at(-1) === step) return;
    stop();
    hide();
  });
}

/** What a person can do to the flow, whatever by: pointer, keys, menu or outline. */
export function makeActions(store: EditorStore, catalogue: Catalogue, readOnly: boolean) {
  const state = () => store.getState();
  const nameOf = (id: string) => {
    const node = nodeOf(state().flow, id);
    return node ? nodeName(node, catalogue) : id;
  };
  /** Said here and now: what does not fit could not be saved. */
  const fits = (more: number): boolean => {
    const fit = state().flow.nodes.length + more <= MAX_NODES;
    if (!fit) toast(words.tooMany(MAX_NODES, state().flow.nodes.length, more));
    return fit;
  };
  const put = (added: Added | null): string | null => {
    if (!added || readOnly || !fits(1)) return null;
    state().run(added.operation);
    state().openPanel(added.node.id);
    state().say(words.said.added(nodeName(added.node, catalogue)));
    return added.node.id;
  };
  const emptyOf = (type: NodeType) => kindOf(type).empty();

  const remove = (nodes: readonly string[], edges: readonly string[]) => {
    if (readOnly || (nodes.length === 0 && edges.length === 0)) return;
    const operation = removal(state().flow, nodes, edges);
    state().run(operation);
    if (operation.op === 'remove' && operation.join) offerUndo(store, words.said.joined);
    state().say(nodes.length > 0 ? words.said.removed(nodes.length) : words.said.edgeRemoved);
  };
  const copySelected = (): string | null => clipboard.copy(state().flow, state().selectedNodes);
  const paste = (text: string, at: XY): boolean => {
    const copied = readOnly ? null : clipboard.read(text);
    if (!copied) return false;
    if (!fits(copied.nodes.length)) return true;
    const operation = clipboard.paste(state().flow, copied, at);
    state().run(operation);
    state().select(operation.nodes.map(node => node.id));
    state().say(words.said.pasted(operation.nodes.length));
    return true;
  };

  return {
    nameOf,
    addAt: (type: NodeType, at: XY) => put(addAt(type, emptyOf(type), at)),
    addAfter: (nodeId: string, port: Port, type: NodeType, at?: XY) => {
      const node = nodeOf(state().flow, nodeId);
      return node ? put(addAfter(state().flow, node, port, type, emptyOf(type), at)) : null;
    },
    insertOn: (edgeId: string, type: NodeType) => {
      const edge = state().flow.edges.find(one => one.id === edgeId);
      return edge ? put(insertOn(state().flow, edge, type, emptyOf(type))) : null;
    },
    /** After the selected node, else at a free spot near the place. */
    addSomewhere: (type: NodeType, near: XY) => {
      const { flow, selectedNodes } = state();
      const [only] = selectedNodes;
      const node = selectedNodes.size === 1 && only !== undefined ? nodeOf(flow, only) : undefined;
      const port = node && groupOf(type) !== 'trigger' ? firstOpenPort(flow, node) : null;
      if (node && port) return put(addAfter(flow, node, port, type, emptyOf(type)));
      return put(addAt(type, emptyOf(type), freeSpot(flow, near)));
    },
    connect: (source: string, port: Port, target: string, insteadOf?: string): boolean => {
      if (readOnly) return false;
      const { flow } = state();
      const graph = insteadOf ? { ...flow, edges: flow.edges.filter(edge => edge.id !== insteadOf) } : flow;
      const refused = refusalOf(graph, source, target);
      if (refused) {
        toast(words.refusals[refused]);
        return false;
      }
      state().run({
        op: 'connect',
        edge: { id: newId(), source, port, target },
        ...(insteadOf ? { insteadOf } : {}),
      });
      state().say(words.said.connected(nameOf(source), nameOf(target)));
      return true;
    },
    remove,
    removeSelected: () => remove([...state().selectedNodes], [...state().selectedEdges]),
    copySelected,
    cutSelected: (): string | null => {
      const text = copySelected();
      if (text && !readOnly) remove([...state().selectedNodes], []);
      return text;
    },
    paste,
    duplicate: () => {
      const text = copySelected();
      const nodes = state().flow.nodes.filter(node => state().selectedNodes.has(node.id));
      if (!text || nodes.length === 0) return;
      paste(text, {
        x: Math.min(...nodes.map(node => node.position.x)) + 32,
        y: Math.min(...nodes.map(node => node.position.y)) + 32,
      });
    },
    move: (by: XY) => {
      if (readOnly) return;
      const { flow, selectedNodes } = state();
      const positions = new Map(
        flow.nodes
          .filter(node => selectedNodes.has(node.id))
          .map(node => [node.id, { x: node.position.x + by.x * GRID, y: node.position.y + by.y * GRID }]),
      );
      if (positions.size > 0) state().run({ op: 'move', positions }, 'move');
    },
    rename: (nodeId: string, name: string) => {
      const node = nodeOf(state().flow, nodeId);
      if (!node || readOnly) return;
      const trimmed = cutTo(name.trim(), 200);
      const follows = trimmed === nodeName({ ...node, name: '' }, catalogue);
      state().run({ op: 'rename', nodeId, name: follows ? '' : trimmed });
    },
    /** The layout is fetched when it is first wanted; what is laid out is the flow as it is then. */
    tidy: async () => {
      if (readOnly) return;
      const { tidy } = await import('../../flow-model/layout');
      const { flow, selectedNodes } = state();
      const positions = tidy(flow, selectedNodes.size > 1 ? selectedNodes : undefined);
      state().run({ op: 'move', positions });
      state().say(words.said.tidied);
    },
    selectAll: () => {
      const { flow } = state();
      state().select(
        flow.nodes.map(node => node.id),
        flow.edges.map(edge => edge.id),
      );
      state().say(words.said.selected(flow.nodes.length));
    },
    undo: () => {
      if (readOnly) return;
      if (state().past.length === 0) return state().say(words.said.nothingToUndo);
      state().undo();
      state().say(words.said.undone);
    },
    redo: () => {
      if (readOnly || state().future.length === 0) return;
      state().redo();
      state().say(words.said.redone);
    },
  };
}

export function useFlowActions(): FlowActions {
  const { store, catalogue, readOnly } = useEditor();
  return useMemo(() => makeActions(store, catalogue, readOnly), [store, catalogue, readOnly]);
}
