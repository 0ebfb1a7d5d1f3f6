import { useStore } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { type Graph, NODE_HEIGHT, NODE_WIDTH } from '../../../flow-model/types';
import s from './overview.module.css';
import { coloursOf, paintNodes, prepare } from './paint';

export interface OverviewProps {
  readonly graph: Graph;
  readonly selected: ReadonlySet<string>;
  /** The drawing uses colours, which differ by scheme. */
  readonly scheme: string;
}

/**
 * A large flow from far away, drawn on one canvas element: a thousand elements would be too slow to move. A click on it
 * goes near, where it can be edited.
 */
export default function Overview({ graph, selected, scheme }: OverviewProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const x = useStore(state => state.transform[0]);
  const y = useStore(state => state.transform[1]);
  const zoom = useStore(state => state.transform[2]);
  const width = useStore(state => state.width);
  const height = useStore(state => state.height);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the scheme decides what the variables hold
  useEffect(() => {
    const element = canvas.current;
    const context = element && prepare(element, { width, height }, x, y, zoom);
    if (!context) return;
    const colour = coloursOf(element);
    const places = new Map(graph.nodes.map(node => [node.id, node.position]));
    context.strokeStyle = colour('--edge');
    context.lineWidth = 1 / zoom;
    context.beginPath();
    for (const edge of graph.edges) {
      const from = places.get(edge.source);
      const to = places.get(edge.target);
      if (!from || !to) continue;
      context.moveTo(from.x + NODE_WIDTH / 2, from.y + NODE_HEIGHT);
      context.lineTo(to.x + NODE_WIDTH / 2, to.y);
    }
    context.stroke();
    paintNodes(context, graph, colour);
    context.strokeStyle = colour('--accent');
    context.lineWidth = 3 / zoom;
    for (const id of selected) {
      const at = places.get(id);
      if (at) context.strokeRect(at.x, at.y, NODE_WIDTH, NODE_HEIGHT);
    }
  }, [graph, selected, scheme, x, y, zoom, width, height]);

  return <canvas ref={canvas} className={s.overview} aria-hidden />;
}
