import { groupOf } from '../../../flow-model/graph';
import { type Graph, NODE_HEIGHT, NODE_WIDTH } from '../../../flow-model/types';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What the nodes take up, in the flow's units; null if there are none. */
export function boundsOf(graph: Graph): Box | null {
  if (graph.nodes.length === 0) return null;
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (const { position } of graph.nodes) {
    left = Math.min(left, position.x);
    top = Math.min(top, position.y);
    right = Math.max(right, position.x + NODE_WIDTH);
    bottom = Math.max(bottom, position.y + NODE_HEIGHT);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The smallest box that holds both. */
export function union(one: Box, other: Box): Box {
  const x = Math.min(one.x, other.x);
  const y = Math.min(one.y, other.y);
  return {
    x,
    y,
    width: Math.max(one.x + one.width, other.x + other.width) - x,
    height: Math.max(one.y + one.height, other.y + other.height) - y,
  };
}

/**
 * Fits a canvas element to its place on a screen of any density and sets the transform: what is drawn after is in the
 * flow's units.
 */
export function prepare(
  element: HTMLCanvasElement,
  size: Pick<Box, 'width' | 'height'>,
  x: number,
  y: number,
  zoom: number,
) {
  const context = element.getContext('2d');
  if (!context) return null;
  const scale = window.devicePixelRatio || 1;
  element.width = size.width * scale;
  element.height = size.height * scale;
  context.setTransform(scale * zoom, 0, 0, scale * zoom, scale * x, scale * y);
  return context;
}

/** Each node as a block of its group's colour: a thousand of them are one drawing, where a thousand elements would be slow. */
export function paintNodes(context: CanvasRenderingContext2D, graph: Graph, colour: (name: string) => string) {
  for (const group of ['trigger', 'condition', 'action'] as const) {
    context.fillStyle = colour(`--${group}`);
    for (const node of graph.nodes) {
      if (groupOf(node.type) === group) {
        context.fillRect(node.position.x, node.position.y, NODE_WIDTH, NODE_HEIGHT);
      }
    }
  }
}

/** The colours of the element's scheme by their names. */
export function coloursOf(element: Element): (name: string) => string {
  const style = getComputedStyle(element);
  return name => style.getPropertyValue(name);
}
