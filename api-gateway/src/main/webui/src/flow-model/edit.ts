import { groupOf, nodeOf, openPorts, portsOf, reachableFrom } from './graph';
import type { Operation } from './operations';
import {
  type FlowEdge,
  type FlowNode,
  GRID,
  type Graph,
  NODE_HEIGHT,
  NODE_WIDTH,
  type NodeType,
  type Port,
  type Settings,
  type XY,
} from './types';

/** Ids are the client's (api.md); this many characters do not meet in one flow. */
export function newId(): string {
  return crypto.randomUUID().replaceAll('-', '').slice(0, 12);
}

export function snap(position: XY): XY {
  return { x: Math.round(position.x / GRID) * GRID, y: Math.round(position.y / GRID) * GRID };
}

export const ROW = NODE_HEIGHT + 62;
const COLUMN = NODE_WIDTH + 40;

/** The nearest place, going down and aside, where a card covers no other. */
export function freeSpot(graph: Graph, wanted: XY): XY {
  const start = snap(wanted);
  const free = (spot: XY) =>
    graph.nodes.every(
      node =>
        Math.abs(node.position.x - spot.x) >= NODE_WIDTH + 16 || Math.abs(node.position.y - spot.y) >= NODE_HEIGHT + 32,
    );
  for (let ring = 0; ring < 60; ring += 1) {
    for (const [dx, dy] of [
      [0, ring],
      [ring, 0],
      [-ring, 0],
      [ring, ring],
      [-ring, ring],
    ] as const) {
      const spot = { x: start.x + dx * COLUMN, y: start.y + dy * ROW };
      if (free(spot)) return snap(spot);
    }
  }
  return start;
}

/** Where what follows a port stands: below, Match to the left and Else to the right. */
export function below(graph: Graph, node: FlowNode, port: Port): XY {
  const aside = port === 'match' ? -COLUMN / 2 : port === 'else' ? COLUMN / 2 : 0;
  return freeSpot(graph, { x: node.position.x + aside, y: node.position.y + ROW });
}

export interface Added {
  readonly operation: Operation;
  readonly node: FlowNode;
}

function made(type: NodeType, settings: Settings, position: XY): FlowNode {
  return { id: newId(), type, name: '', position: snap(position), settings };
}

export function addAt(type: NodeType, settings: Settings, position: XY): Added {
  const node = made(type, settings, position);
  return { node, operation: { op: 'add_nodes', nodes: [node], edges: [] } };
}

/** A new node after a port, connected; what the port led to before comes after the new node, if it has one way out. */
export function addAfter(
  graph: Graph,
  source: FlowNode,
  port: Port,
  type: NodeType,
  settings: Settings,
  at?: XY,
): Added {
  const node = made(type, settings, at ? freeSpot(graph, at) : below(graph, source, port));
  const edges: FlowEdge[] =
    groupOf(type) === 'trigger' ? [] : [{ id: newId(), source: source.id, port, target: node.id }];
  return { node, operation: { op: 'add_nodes', nodes: [node], edges } };
}

/** On an edge, in its middle; what lies behind moves down where it would be covered. */
export function insertOn(graph: Graph, edge: FlowEdge, type: NodeType, settings: Settings): Added | null {
  const source = nodeOf(graph, edge.source);
  const target = nodeOf(graph, edge.target);
  if (!source || !target || groupOf(type) === 'trigger') return null;
  const room = target.position.y - source.position.y >= ROW * 2 - 8;
  const position = snap(
    room
      ? { x: (source.position.x + target.position.x) / 2, y: (source.position.y + target.position.y) / 2 }
      : { x: target.position.x, y: target.position.y },
  );
  const shifted = new Map<string, XY>();
  if (!room) {
    for (const id of reachableFrom(graph, [target.id])) {
      const node = nodeOf(graph, id);
      if (node) shifted.set(id, { x: node.position.x, y: node.position.y + ROW });
    }
  }
  const node = made(type, settings, position);
  return {
    node,
    operation: { op: 'insert_on_edge', edgeId: edge.id, node, before: newId(), after: newId(), shifted },
  };
}

/**
 * Takes away nodes and edges. One action that stood between one node and one other leaves the two joined; a Field Check
 * is never joined over, because which branch was meant is not ours to say.
 */
export function removal(graph: Graph, nodeIds: readonly string[], edgeIds: readonly string[]): Operation {
  const plain: Operation = { op: 'remove', nodeIds, edgeIds };
  const [only] = nodeIds;
  if (nodeIds.length !== 1 || edgeIds.length > 0 || only === undefined) return plain;
  const node = nodeOf(graph, only);
  if (!node || groupOf(node.type) !== 'action') return plain;
  const into = graph.edges.filter(edge => edge.target === only);
  const out = graph.edges.filter(edge => edge.source === only);
  const [before] = into;
  const [after] = out;
  if (into.length !== 1 || out.length !== 1 || !before || !after) return plain;
  return { ...plain, join: { id: newId(), source: before.source, port: before.port, target: after.target } };
}

/** The node that a new one is put behind when it is added without a place: the selected one's first open port. */
export function firstOpenPort(graph: Graph, node: FlowNode): Port | null {
  return openPorts(graph, node)[0] ?? null;
}

export function hasPorts(type: NodeType): boolean {
  return portsOf(type).length > 0;
}
