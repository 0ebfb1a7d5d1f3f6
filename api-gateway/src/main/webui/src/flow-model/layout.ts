import { graphlib, layout } from '@dagrejs/dagre';
import { snap } from './edit';
import { type Graph, NODE_HEIGHT, NODE_WIDTH, type XY } from './types';

const GAP_BESIDE = 40;
const GAP_BELOW = 62;

/**
 * Where each node stands in a tidy flow: top to bottom, Match left of Else, nothing covering anything. The topmost node
 * stays where it is, so that the picture does not jump. The same flow gives the same picture.
 *
 * @param only lays out these nodes alone, and leaves the others
 */
export function tidy(graph: Graph, only?: ReadonlySet<string>): ReadonlyMap<string, XY> {
  const nodes = only ? graph.nodes.filter(node => only.has(node.id)) : graph.nodes;
  const ids = new Set(nodes.map(node => node.id));
  const edges = graph.edges.filter(edge => ids.has(edge.source) && ids.has(edge.target));
  const positions = new Map<string, XY>();
  const anchor = nodes.reduce<(typeof nodes)[number] | undefined>(
    (top, node) => (!top || node.position.y < top.position.y ? node : top),
    undefined,
  );
  if (!anchor) return positions;

  const plan = new graphlib.Graph();
  plan.setGraph({
    rankdir: 'TB',
    nodesep: GAP_BESIDE,
    ranksep: GAP_BELOW,
    ranker: nodes.length > 400 ? 'longest-path' : 'network-simplex',
  });
  plan.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) plan.setNode(node.id, { width: NODE_WIDTH, height: NODE_HEIGHT });
  for (const edge of [...edges].sort((a, b) => order(a.port) - order(b.port))) plan.setEdge(edge.source, edge.target);
  layout(plan, { constraints: matchBeforeElse(edges) });

  const placed = plan.node(anchor.id) as unknown as XY;
  const shift = {
    x: anchor.position.x - (placed.x - NODE_WIDTH / 2),
    y: anchor.position.y - (placed.y - NODE_HEIGHT / 2),
  };
  for (const node of nodes) {
    const at = plan.node(node.id) as unknown as XY;
    positions.set(node.id, snap({ x: at.x - NODE_WIDTH / 2 + shift.x, y: at.y - NODE_HEIGHT / 2 + shift.y }));
  }
  return positions;
}

function order(port: string): number {
  return port === 'else' ? 1 : 0;
}

function matchBeforeElse(edges: Graph['edges']): { left: string; right: string }[] {
  const targets = new Map(edges.map(edge => [`${edge.source}:${edge.port}`, edge.target]));
  const constraints: { left: string; right: string }[] = [];
  for (const [key, left] of targets) {
    if (!key.endsWith(':match')) continue;
    const right = targets.get(key.replace(/match$/, 'else'));
    if (right && right !== left) constraints.push({ left, right });
  }
  return constraints;
}
