import type { FlowNode, Graph, Group, NodeType, Port } from './types';

const triggers: ReadonlySet<NodeType> = new Set([
  'participant_created',
  'participant_updated',
  'communication_ended',
  'communication_updated',
  'incoming_session',
  'from_another_flow',
]);
const communications: ReadonlySet<NodeType> = new Set([
  'email_communication',
  'telegram_communication',
  'whatsapp_communication',
  'voice_communication',
  'web_communication',
]);

export function groupOf(type: NodeType): Group {
  if (triggers.has(type)) return 'trigger';
  return type === 'field_check' ? 'condition' : 'action';
}

export function isCommunication(type: NodeType): boolean {
  return communications.has(type);
}

const check: readonly Port[] = ['match', 'else'];
const single: readonly Port[] = ['out'];
const none: readonly Port[] = [];

/** To Another Flow ends the walk, so nothing leaves it. */
export function portsOf(type: NodeType): readonly Port[] {
  if (type === 'field_check') return check;
  return type === 'to_another_flow' ? none : single;
}

export function nodeOf(graph: Graph, id: string): FlowNode | undefined {
  return graph.nodes.find(node => node.id === id);
}

export function openPorts(graph: Graph, node: FlowNode): readonly Port[] {
  const used = new Set(graph.edges.filter(edge => edge.source === node.id).map(edge => edge.port));
  return portsOf(node.type).filter(port => !used.has(port));
}

/** Open ports of all nodes in one pass, for drawing large flows. */
export function openPortsByNode(graph: Graph): ReadonlyMap<string, readonly Port[]> {
  const used = new Set(graph.edges.map(edge => `${edge.source}:${edge.port}`));
  const open = new Map<string, readonly Port[]>();
  for (const node of graph.nodes) {
    const all = portsOf(node.type);
    const left = all.filter(port => !used.has(`${node.id}:${port}`));
    if (left.length > 0) open.set(node.id, left.length === all.length ? all : left);
  }
  return open;
}

function adjacency(graph: Graph): Map<string, string[]> {
  const next = new Map<string, string[]>();
  for (const edge of graph.edges) {
    const list = next.get(edge.source);
    if (list) list.push(edge.target);
    else next.set(edge.source, [edge.target]);
  }
  return next;
}

/** Everything that can be walked to from these nodes, themselves included. */
export function reachableFrom(graph: Graph, starts: readonly string[]): ReadonlySet<string> {
  const next = adjacency(graph);
  const seen = new Set<string>();
  const todo = [...starts];
  for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    todo.push(...(next.get(id) ?? []));
  }
  return seen;
}

export type Refusal = 'itself' | 'trigger' | 'cycle' | 'missing';

/** Why an edge may not be drawn; null if it may. */
export function refusalOf(graph: Graph, source: string, target: string): Refusal | null {
  const to = nodeOf(graph, target);
  const from = nodeOf(graph, source);
  if (!to || !from) return 'missing';
  if (source === target) return 'itself';
  if (groupOf(to.type) === 'trigger') return 'trigger';
  return reachableFrom(graph, [target]).has(source) ? 'cycle' : null;
}

/** Nodes in the order in which they are walked from the triggers, Match before Else; the rest after them. */
export function walkOrder(graph: Graph): readonly FlowNode[] {
  const byId = new Map(graph.nodes.map(node => [node.id, node]));
  const edges = new Map<string, { port: Port; target: string }[]>();
  for (const edge of graph.edges) {
    const list = edges.get(edge.source) ?? [];
    list.push(edge);
    edges.set(edge.source, list);
  }
  const seen = new Set<string>();
  const order: FlowNode[] = [];
  const visit = (start: FlowNode) => {
    const todo = [start];
    for (let node = todo.pop(); node; node = todo.pop()) {
      if (seen.has(node.id)) continue;
      seen.add(node.id);
      order.push(node);
      const out = [...(edges.get(node.id) ?? [])].sort((a, b) => rank(b.port) - rank(a.port));
      for (const edge of out) {
        const target = byId.get(edge.target);
        if (target) todo.push(target);
      }
    }
  };
  for (const node of graph.nodes) if (groupOf(node.type) === 'trigger') visit(node);
  for (const node of graph.nodes) visit(node);
  return order;
}

function rank(port: Port): number {
  return port === 'else' ? 1 : 0;
}
