import type { EdgeChange, NodeChange } from '@xyflow/react';
import { type RefObject, useCallback, useMemo, useRef, useState } from 'react';
import type { XY } from '../../../flow-model/types';
import { useEditor, useFlowState } from '../editor-context';
import { drawEdges, drawNodes, type Overlay } from './draw';
import type { LineEdge } from './edge-line';
import { useNearView } from './near-view';
import type { CardNode } from './node-card';

/** A line that something happens to: the pointer is on it, or something from the palette is above it. */
export interface Touched {
  readonly hot: string | null;
  readonly dropping: string | null;
}

/**
 * The flow as the canvas draws it. What did not change is drawn with the objects of before, so that it is not rendered
 * again; the flow itself learns of a drag only when it has ended.
 */
export function useDrawing(
  overlay: Overlay,
  { hot, dropping }: Touched,
  connecting: string | null,
  /** What was selected before a box that adds to it was begun; React Flow begins each with nothing. */
  kept: RefObject<ReadonlySet<string> | null>,
) {
  const { store, catalogue, findingsByNode } = useEditor();
  const graph = useFlowState(state => state.flow);
  const selectedNodes = useFlowState(state => state.selectedNodes);
  const selectedEdges = useFlowState(state => state.selectedEdges);
  const [drag, setDrag] = useState<ReadonlyMap<string, XY> | null>(null);
  const cardsBefore = useRef<ReadonlyMap<string, CardNode>>(new Map());
  const linesBefore = useRef<ReadonlyMap<string, LineEdge>>(new Map());
  const cards = useMemo(() => {
    const drawn = drawNodes(graph, catalogue, findingsByNode, selectedNodes, overlay, cardsBefore.current);
    cardsBefore.current = drawn;
    return drawn;
  }, [graph, catalogue, findingsByNode, selectedNodes, overlay]);
  const lines = useMemo(() => {
    const drawn = drawEdges(graph, selectedEdges, overlay, hot, dropping, linesBefore.current);
    linesBefore.current = drawn;
    return drawn;
  }, [graph, selectedEdges, overlay, hot, dropping]);
  // The same over all steps of a drag, so that nothing else is looked through for it.
  const moving = drag ? [...drag.keys()].join(' ') : '';
  const held = useMemo(() => new Set([...moving.split(' '), connecting ?? '']), [moving, connecting]);
  const near = useNearView(cards, lines, selectedNodes, held);
  const nodes = useMemo(() => {
    if (!drag) return [...near.nodes];
    const moved = (card: CardNode): CardNode => {
      const position = drag.get(card.id);
      return position ? { ...card, position, dragging: true } : card;
    };
    // The view may have gone far from where the drag began.
    const shown = new Set(near.nodes.map(card => card.id));
    const far = [...drag.keys()].flatMap(id => (shown.has(id) ? [] : (cards.get(id) ?? [])));
    return [...near.nodes, ...far].map(moved);
  }, [cards, near, drag]);

  const onNodesChange = useCallback(
    (changes: NodeChange<CardNode>[]) => {
      const state = store.getState();
      let selection: Set<string> | null = null;
      let moving: Map<string, XY> | null = null;
      let ended = false;
      for (const change of changes) {
        if (change.type === 'select') {
          selection ??= new Set(state.selectedNodes);
          if (change.selected) selection.add(change.id);
          else selection.delete(change.id);
        } else if (change.type === 'position' && change.position) {
          moving ??= new Map();
          moving.set(change.id, change.position);
          if (change.dragging === false) ended = true;
        }
      }
      if (selection)
        state.select(kept.current ? new Set([...kept.current, ...selection]) : selection, state.selectedEdges);
      if (!moving) return;
      if (ended) {
        state.run({ op: 'move', positions: moving });
        setDrag(null);
      } else {
        const next = moving;
        setDrag(before => (before ? new Map([...before, ...next]) : next));
      }
    },
    [store, kept],
  );
  const onEdgesChange = useCallback(
    (changes: EdgeChange<LineEdge>[]) => {
      const state = store.getState();
      const selection = new Set(state.selectedEdges);
      for (const change of changes) {
        if (change.type !== 'select') continue;
        if (change.selected) selection.add(change.id);
        else selection.delete(change.id);
      }
      state.select(state.selectedNodes, selection);
    },
    [store],
  );
  return { graph, cards, nodes, edges: near.edges, lines: near.lines, selectedNodes, onNodesChange, onEdgesChange };
}
