import { newId, snap } from './edit';
import { groupOf, portsOf } from './graph';
import { isNodeType } from './name';
import type { Operation } from './operations';
import type { FlowEdge, FlowNode, Graph, XY } from './types';
import { asText, cutTo } from './values';

const MARK = 'campaign-flows/nodes@1';

/** What is copied, as text: nodes and the edges between them. */
export function copy(graph: Graph, nodeIds: ReadonlySet<string>): string | null {
  const nodes = graph.nodes.filter(node => nodeIds.has(node.id));
  if (nodes.length === 0) return null;
  const edges = graph.edges.filter(edge => nodeIds.has(edge.source) && nodeIds.has(edge.target));
  return JSON.stringify({ format: MARK, nodes, edges });
}

/** What is pasted, if the clipboard holds nodes of ours; anything else is left alone. */
export function read(text: string): Graph | null {
  if (!text.includes(MARK)) return null;
  try {
    const parsed = JSON.parse(text) as { format?: unknown; nodes?: unknown; edges?: unknown };
    if (parsed.format !== MARK || !Array.isArray(parsed.nodes) || !Array.isArray(parsed.edges)) return null;
    const nodes = parsed.nodes.filter(isNode);
    const ids = new Set(nodes.map(node => node.id));
    const edges = parsed.edges.filter(isEdge).filter(edge => ids.has(edge.source) && ids.has(edge.target));
    return nodes.length > 0 ? { nodes, edges } : null;
  } catch {
    return null;
  }
}

function isNode(value: unknown): value is FlowNode {
  const node = value as FlowNode | null;
  return (
    typeof node === 'object' &&
    node !== null &&
    typeof node.id === 'string' &&
    isNodeType(node.type) &&
    typeof node.name === 'string' &&
    typeof node.position?.x === 'number' &&
    typeof node.position.y === 'number' &&
    typeof node.settings === 'object' &&
    node.settings !== null
  );
}

function isEdge(value: unknown): value is FlowEdge {
  const edge = value as FlowEdge | null;
  return (
    typeof edge === 'object' && edge !== null && typeof edge.source === 'string' && typeof edge.target === 'string'
  );
}

/** New ids, names that are not taken, and the upper left corner at the place that was pointed to. */
export function paste(graph: Graph, copied: Graph, at: XY): Operation & { op: 'paste' } {
  const left = Math.min(...copied.nodes.map(node => node.position.x));
  const top = Math.min(...copied.nodes.map(node => node.position.y));
  const ids = new Map(copied.nodes.map(node => [node.id, newId()]));
  const taken = new Set(graph.nodes.map(node => asText(node.settings.communication_name)).filter(name => name));
  const types = new Map(copied.nodes.map(node => [node.id, node.type]));
  const nodes = copied.nodes.map(node => ({
    id: ids.get(node.id) ?? newId(),
    type: node.type,
    name: node.name,
    settings: uniquelyNamed(node.settings, taken),
    position: snap({ x: node.position.x - left + at.x, y: node.position.y - top + at.y }),
  }));
  const edges = copied.edges.flatMap(edge => {
    const source = ids.get(edge.source);
    const target = ids.get(edge.target);
    const from = types.get(edge.source);
    const to = types.get(edge.target);
    if (!source || !target || !from || !to) return [];
    if (!portsOf(from).includes(edge.port) || groupOf(to) === 'trigger') return [];
    return [{ id: newId(), source, port: edge.port, target }];
  });
  return { op: 'paste', nodes, edges };
}

function uniquelyNamed(settings: FlowNode['settings'], taken: Set<string>): FlowNode['settings'] {
  const name = asText(settings.communication_name);
  if (!name) return settings;
  const unique = freeName(name, taken);
  taken.add(unique);
  return unique === name ? settings : { ...settings, communication_name: unique };
}

/** `REMINDER`, `REMINDER_2`, `REMINDER_3`; never longer than a name may be. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  const stem = cutTo(name.replace(/_\d+$/, ''), 58);
  for (let number = 2; ; number += 1) {
    const candidate = `${stem}_${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}
