import { Position } from '@xyflow/react';
import type { Finding } from '../../../api/types';
import { groupOf, openPortsByNode, portsOf } from '../../../flow-model/graph';
import { nodeName } from '../../../flow-model/name';
import { type FlowNode, type Graph, NODE_HEIGHT, NODE_WIDTH, type Port } from '../../../flow-model/types';
import { workflow as workflowTexts } from '../../../texts/en/workflow';
import type { Catalogue } from '../catalogue';
import type { LineEdge } from './edge-line';
import { type CardNode, PORT_SIZE, portLeft } from './node-card';

/** What a simulation, a forecast or the counts lay over the flow. */
export interface Overlay {
  readonly litNodes: ReadonlySet<string> | null;
  readonly litEdges: ReadonlySet<string> | null;
  readonly entered: ReadonlyMap<string, number> | null;
  readonly edgeCounts: ReadonlyMap<string, number> | null;
  readonly ended: ReadonlyMap<string, number> | null;
  /** Counted from walks that happened. */
  readonly counted: boolean;
  readonly stops: ReadonlyMap<string, Readonly<Partial<Record<Port, number>>>> | null;
}

export const noOverlay: Overlay = {
  litNodes: null,
  litEdges: null,
  entered: null,
  edgeCounts: null,
  ended: null,
  counted: false,
  stops: null,
};

const noFindings: readonly Finding[] = [];
const noPorts: readonly Port[] = [];
const measured = { width: NODE_WIDTH, height: NODE_HEIGHT };

/**
 * Ports by number: nodes out of view are not in the document, so that their ports cannot be measured, and edges lead to
 * them all the same.
 */
function handlesOf(type: FlowNode['type']) {
  const into =
    groupOf(type) === 'trigger'
      ? []
      : [
          {
            type: 'target' as const,
            position: Position.Top,
            x: NODE_WIDTH / 2 - PORT_SIZE / 2,
            y: -PORT_SIZE / 2,
            width: PORT_SIZE,
            height: PORT_SIZE,
          },
        ];
  const out = portsOf(type).map(port => ({
    id: port,
    type: 'source' as const,
    position: Position.Bottom,
    x: NODE_WIDTH * portLeft(type, port) - PORT_SIZE / 2,
    y: NODE_HEIGHT - PORT_SIZE / 2,
    width: PORT_SIZE,
    height: PORT_SIZE,
  }));
  return [...into, ...out];
}

const handles = new Map<FlowNode['type'], ReturnType<typeof handlesOf>>();

function handlesFor(type: FlowNode['type']) {
  const known = handles.get(type);
  if (known) return known;
  const made = handlesOf(type);
  handles.set(type, made);
  return made;
}

/** Draws with the objects of the drawing before wherever nothing changed: what is the same is not rendered again. */
export function drawNodes(
  graph: Graph,
  catalogue: Catalogue,
  findings: ReadonlyMap<string, readonly Finding[]>,
  selected: ReadonlySet<string>,
  overlay: Overlay,
  before: ReadonlyMap<string, CardNode>,
): ReadonlyMap<string, CardNode> {
  const open = openPortsByNode(graph);
  const drawn = new Map<string, CardNode>();
  for (const node of graph.nodes) {
    const data = {
      node,
      name: nodeName(node, catalogue),
      findings: findings.get(node.id) ?? noFindings,
      open: open.get(node.id) ?? noPorts,
      lit: overlay.litNodes?.has(node.id) ?? false,
      faded: overlay.litNodes !== null && !overlay.litNodes.has(node.id),
      count: overlay.entered ? (overlay.entered.get(node.id) ?? 0) : null,
      countHint: overlay.ended ? workflowTexts.counts.ended(overlay.ended.get(node.id) ?? 0) : '',
      counted: overlay.counted,
      stops: overlay.stops?.get(node.id) ?? null,
    };
    const old = before.get(node.id);
    const isSelected = selected.has(node.id);
    if (old && old.selected === isSelected && sameData(old.data, data)) {
      drawn.set(node.id, old);
      continue;
    }
    drawn.set(node.id, {
      id: node.id,
      type: 'flow',
      position: node.position,
      data: old && sameData(old.data, data) ? old.data : data,
      selected: isSelected,
      width: NODE_WIDTH,
      height: NODE_HEIGHT,
      measured,
      handles: handlesFor(node.type),
    });
  }
  return drawn;
}

function sameData(one: CardNode['data'], other: CardNode['data']): boolean {
  return (
    one.node === other.node &&
    one.name === other.name &&
    one.findings === other.findings &&
    one.lit === other.lit &&
    one.faded === other.faded &&
    one.count === other.count &&
    one.countHint === other.countHint &&
    one.counted === other.counted &&
    one.stops === other.stops &&
    one.open.length === other.open.length &&
    one.open.every((port, index) => port === other.open[index])
  );
}

export function drawEdges(
  graph: Graph,
  selected: ReadonlySet<string>,
  overlay: Overlay,
  hot: string | null,
  dropping: string | null,
  before: ReadonlyMap<string, LineEdge>,
): ReadonlyMap<string, LineEdge> {
  const drawn = new Map<string, LineEdge>();
  for (const edge of graph.edges) {
    const count = overlay.edgeCounts ? (overlay.edgeCounts.get(edge.id) ?? 0) : null;
    const entered = overlay.entered?.get(edge.source) ?? 0;
    const data = {
      count,
      counted: overlay.counted,
      share: count !== null && entered > 0 ? workflowTexts.counts.ofEntered(percent(count, entered)) : '',
      lit: overlay.litEdges?.has(edge.id) ?? false,
      faded: overlay.litEdges !== null && !overlay.litEdges.has(edge.id),
      // Where much is selected at once, a button on each line would only be in the way.
      hot: hot === edge.id || (selected.size === 1 && selected.has(edge.id)),
      dropping: dropping === edge.id,
    };
    const old = before.get(edge.id);
    const isSelected = selected.has(edge.id);
    const same =
      old &&
      old.selected === isSelected &&
      old.source === edge.source &&
      old.target === edge.target &&
      old.sourceHandle === edge.port &&
      old.data?.count === data.count &&
      old.data.share === data.share &&
      old.data.counted === data.counted &&
      old.data.lit === data.lit &&
      old.data.faded === data.faded &&
      old.data.hot === data.hot &&
      old.data.dropping === data.dropping;
    drawn.set(
      edge.id,
      same
        ? old
        : {
            id: edge.id,
            type: 'flow',
            source: edge.source,
            sourceHandle: edge.port,
            target: edge.target,
            data,
            selected: isSelected,
          },
    );
  }
  return drawn;
}

/** Never more than all. */
export function percent(part: number, whole: number): string {
  return `${Math.min(100, Math.round((part / whole) * 1000) / 10)} %`;
}
