import { type ReactFlowInstance, useReactFlow, type Viewport } from '@xyflow/react';
import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { nodeOf } from '../../../flow-model/graph';
import { type Graph, NODE_HEIGHT, NODE_WIDTH } from '../../../flow-model/types';
import { useEditor, useFlowState } from '../editor-context';
import { WHOLE_UP_TO } from './near-view';

const PADDING = { top: '64px', bottom: '116px', left: '28px', right: '28px' } as const;
const MARGIN = 40;

function still(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** Slow enough to follow, and not at all for those who asked for stillness. */
export function duration(): number {
  return still() ? 0 : 220;
}

/** Everything in view; by the flow's own numbers where its nodes are too many to be elements. */
export function fitAll(
  view: Pick<ReactFlowInstance, 'fitView' | 'fitBounds'>,
  graph: Graph,
  options: { readonly minZoom: number; readonly duration: number },
): Promise<boolean> {
  if (graph.nodes.length <= WHOLE_UP_TO) return view.fitView({ padding: PADDING, maxZoom: 1, ...options });
  const xs = graph.nodes.map(node => node.position.x);
  const ys = graph.nodes.map(node => node.position.y);
  const x = Math.min(...xs);
  const y = Math.min(...ys);
  return view.fitBounds(
    { x, y, width: Math.max(...xs) + NODE_WIDTH - x, height: Math.max(...ys) + NODE_HEIGHT - y },
    { padding: 0.1, duration: options.duration },
  );
}

function viewKey(flowId: string): string {
  return `campaign-flows.view.${flowId}`;
}

function remembered(flowId: string): Viewport | null {
  try {
    const text = sessionStorage.getItem(viewKey(flowId));
    return text ? (JSON.parse(text) as Viewport) : null;
  } catch {
    return null;
  }
}

/** Where the view is: remembered per flow, never covering what is selected, and led to what changed. */
export function useView(box: RefObject<HTMLElement | null>) {
  const { store, flowId } = useEditor();
  const view = useReactFlow();
  const side = useFlowState(state => state.side);
  const panelNode = useFlowState(state => state.panelNode);
  const reveal = useFlowState(state => state.reveal);
  const shift = useRef<Viewport | null>(null);

  const fit = useCallback(() => {
    void fitAll(view, store.getState().flow, { minZoom: 0.08, duration: duration() });
  }, [view, store]);
  const fitSelection = useCallback(() => {
    const nodes = [...store.getState().selectedNodes].map(id => ({ id }));
    if (nodes.length > 0) void view.fitView({ nodes, padding: PADDING, maxZoom: 1, duration: duration() });
  }, [view, store]);

  const bring = useCallback(
    (id: string, center: boolean) => {
      const node = nodeOf(store.getState().flow, id);
      const frame = box.current?.getBoundingClientRect();
      if (!node || !frame || frame.width === 0) return false;
      const { x, y, zoom } = view.getViewport();
      const left = node.position.x * zoom + x;
      const top = node.position.y * zoom + y;
      const right = left + NODE_WIDTH * zoom;
      const bottom = top + NODE_HEIGHT * zoom;
      const seen = left >= MARGIN / 2 && top >= 56 && right <= frame.width - MARGIN / 2 && bottom <= frame.height - 90;
      if (seen) return false;
      const dx = center
        ? frame.width / 2 - (left + right) / 2
        : Math.max(MARGIN - left, 0) + Math.min(frame.width - MARGIN - right, 0);
      const dy = center
        ? frame.height / 2 - (top + bottom) / 2
        : Math.max(MARGIN + 40 - top, 0) + Math.min(frame.height - 110 - bottom, 0);
      void view.setViewport({ x: x + dx, y: y + dy, zoom }, { duration: duration() });
      return true;
    },
    [box, store, view],
  );

  // The first view: where one was, or everything. After layout, or what is beside the canvas would not count.
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const before = remembered(flowId);
      const fitted = before
        ? view.setViewport(before)
        : fitAll(view, store.getState().flow, { minZoom: 0.25, duration: 0 });
      // An address may open a node at once: it is not to lie behind its panel.
      void fitted.then(() => {
        const { panelNode } = store.getState();
        if (panelNode !== null) bring(panelNode, false);
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [flowId, view, store, bring]);

  // Until somebody takes it in hand the view holds everything, also when a bar above or the palette gives and takes room.
  useEffect(() => {
    const element = box.current;
    if (!element || remembered(flowId)) return;
    const observer = new ResizeObserver(() => {
      if (store.getState().side === 'none') void fitAll(view, store.getState().flow, { minZoom: 0.25, duration: 0 });
      else observer.disconnect();
    });
    const leave = () => observer.disconnect();
    const hands = ['pointerdown', 'keydown', 'wheel'] as const;
    for (const hand of hands) element.addEventListener(hand, leave, { once: true, passive: true });
    observer.observe(element);
    return () => {
      leave();
      for (const hand of hands) element.removeEventListener(hand, leave);
    };
  }, [box, flowId, view, store]);

  // The panel takes room from the canvas: the view moves just enough, and back when it closes.
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      if (side !== 'none' && panelNode !== null) {
        const before = view.getViewport();
        if (bring(panelNode, false)) shift.current ??= before;
      } else if (side === 'simulation') {
        // A path is looked at as a whole.
        shift.current ??= view.getViewport();
        void fitAll(view, store.getState().flow, { minZoom: 0.25, duration: duration() });
      } else if (side === 'none' && shift.current) {
        void view.setViewport(shift.current, { duration: duration() });
        shift.current = null;
      }
    });
    return () => cancelAnimationFrame(frame);
  }, [side, panelNode, bring, view, store]);

  useEffect(() => {
    if (reveal === 0) return;
    const frame = requestAnimationFrame(() => {
      const [first] = store.getState().selectedNodes;
      if (first) bring(first, true);
    });
    return () => cancelAnimationFrame(frame);
  }, [reveal, bring, store]);

  const onMoveEnd = useCallback(
    (event: unknown, viewport: Viewport) => {
      // What a person moved is no shift of ours to take back.
      if (event) shift.current = null;
      try {
        sessionStorage.setItem(viewKey(flowId), JSON.stringify(viewport));
      } catch {
        // Only a convenience.
      }
    },
    [flowId],
  );
  return { fit, fitSelection, onMoveEnd };
}
