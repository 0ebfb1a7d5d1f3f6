import { groupOf, portsOf } from '../../../flow-model/graph';
import type { FlowNode, Graph, Port } from '../../../flow-model/types';

export interface Branch {
  readonly key: string;
  readonly level: number;
  readonly port: Port | null;
  /** Null: nothing is connected to the port. */
  readonly node: FlowNode | null;
  readonly parent: string | null;
  /** The node stands in full further up. */
  readonly again: boolean;
}

/** The flow as a list, read from its triggers; what several paths lead to stands in full once. */
export function outlineOf(graph: Graph): readonly Branch[] {
  const byId = new Map(graph.nodes.map(node => [node.id, node]));
  const next = new Map(graph.edges.map(edge => [`${edge.source}:${edge.port}`, edge.target]));
  const shown = new Set<string>();
  const rows: Branch[] = [];
  const visit = (node: FlowNode, level: number, port: Port | null, parent: string | null) => {
    const again = shown.has(node.id);
    rows.push({ key: `${parent ?? ''}/${port ?? ''}/${node.id}`, level, port, node, parent, again });
    if (again) return;
    shown.add(node.id);
    for (const out of portsOf(node.type)) {
      const target = byId.get(next.get(`${node.id}:${out}`) ?? '');
      if (target) visit(target, level + 1, out, node.id);
      else {
        rows.push({
          key: `${node.id}/${out}/open`,
          level: level + 1,
          port: out,
          node: null,
          parent: node.id,
          again: false,
        });
      }
    }
  };
  for (const node of graph.nodes) if (groupOf(node.type) === 'trigger') visit(node, 1, null, null);
  for (const node of graph.nodes) if (!shown.has(node.id)) visit(node, 1, null, null);
  return rows;
}
