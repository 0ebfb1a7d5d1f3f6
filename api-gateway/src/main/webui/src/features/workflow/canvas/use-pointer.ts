import type { ReactFlowInstance } from '@xyflow/react';
import { type MouseEvent, useMemo, useState } from 'react';
import { useEditor } from '../editor-context';
import type { LineEdge } from './edge-line';
import type { CardNode } from './node-card';
import { duration } from './use-view';

const EDITING_ZOOM = 0.7;

export interface PointerParts {
  readonly view: ReactFlowInstance<CardNode, LineEdge>;
  /** The flow is drawn from far away: a click on it goes near. */
  readonly overview: boolean;
  readonly onRename: (nodeId: string) => void;
  readonly onMenu: (nodeId: string | null, event: MouseEvent) => void;
}

/** Which line the pointer is on; one that was left before it became an edge of its own is not told of that. */
export function useHotLine() {
  const [hot, setHot] = useState<string | null>(null);
  const hover = useMemo(
    () => ({
      onEdgeMouseEnter: (_: unknown, edge: LineEdge) => setHot(edge.id),
      onEdgeMouseLeave: () => setHot(null),
      onPaneMouseMove: (event: MouseEvent) => {
        if ((event.target as Element).matches('.react-flow__pane')) setHot(null);
      },
    }),
    [],
  );
  return [hot, hover, setHot] as const;
}

/**
 * Clicks on nodes and on the ground. The same functions from one drawing to the next: React Flow gives them to every node,
 * each of which would be rendered again on every step of a drag.
 */
export function usePointer({ view, overview, onRename, onMenu }: PointerParts) {
  const { store, readOnly } = useEditor();
  return useMemo(() => {
    const openMenu = (event: MouseEvent, nodeId: string | null) => {
      event.preventDefault();
      if (nodeId && !store.getState().selectedNodes.has(nodeId)) store.getState().select([nodeId]);
      onMenu(nodeId, event);
    };
    return {
      onNodeClick: (event: MouseEvent, node: CardNode) => {
        if (!event.shiftKey && !event.ctrlKey && !event.metaKey) store.getState().openPanel(node.id);
      },
      onNodeDoubleClick: (_: MouseEvent, node: CardNode) => {
        if (!readOnly) onRename(node.id);
      },
      onNodeMouseEnter: (_: MouseEvent, node: CardNode) => store.getState().point(node.id),
      onNodeMouseLeave: () => store.getState().point(null),
      onNodeContextMenu: (event: MouseEvent, node: CardNode) => openMenu(event, node.id),
      onPaneContextMenu: (event: MouseEvent | globalThis.MouseEvent) => openMenu(event as MouseEvent, null),
      onPaneClick: (event: MouseEvent) => {
        if (!overview) return store.getState().closePanel();
        const at = view.screenToFlowPosition({ x: event.clientX, y: event.clientY });
        void view.setCenter(at.x, at.y, { zoom: EDITING_ZOOM, duration: duration() });
      },
    };
  }, [view, store, readOnly, overview, onRename, onMenu]);
}
