import { useStore } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { groupOf } from '../../../flow-model/graph';
import { type Graph, NODE_HEIGHT, NODE_WIDTH } from '../../../flow-model/types';
import s from './overview.module.css';

export const OVERVIEW_ABOVE = 300;
export const OVERVIEW_BELOW_ZOOM = 0.25;
export const EDITING_ZOOM = 0.7;

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
export function Overview({ graph, selected, scheme }: OverviewProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const x = useStore(state => state.transform[0]);
  const y = useStore(state => state.transform[1]);
  const zoom = useStore(state => state.transform[2]);
  const width = useStore(state => state.width);
  const height = useStore(state => state.height);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the scheme decides what the variables hold
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const scale = window.devicePixelRatio || 1;
    element.width = width * scale;
    element.height = height * scale;
    const style = getComputedStyle(element);
    const colour = (name: string) => style.getPropertyValue(name);
    context.setTransform(scale * zoom, 0, 0, scale * zoom, scale * x, scale * y);
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
    for (const group of ['trigger', 'condition', 'action'] as const) {
      context.fillStyle = colour(`--${group}`);
      for (const node of graph.nodes) {
        if (groupOf(node.type) === group) {
          context.fillRect(node.position.x, node.position.y, NODE_WIDTH, NODE_HEIGHT);
        }
      }
    }
    context.strokeStyle = colour('--accent');
    context.lineWidth = 3 / zoom;
    for (const id of selected) {
      const at = places.get(id);
      if (at) context.strokeRect(at.x, at.y, NODE_WIDTH, NODE_HEIGHT);
    }
  }, [graph, selected, scheme, x, y, zoom, width, height]);

  return <canvas ref={canvas} className={s.overview} aria-hidden />;
}
