import { type NameContext, nodeName, typeTitle } from './name';
import type { FlowNode, Graph } from './types';

/** Nodes by their label, type, or anything in their settings: a field's name, an agent's, a script's words. */
export function search(
  graph: Graph,
  words: string,
  context: NameContext,
  agentName: (id: string) => string | undefined,
): readonly FlowNode[] {
  const wanted = words
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word);
  if (wanted.length === 0) return [];
  const score = (node: FlowNode): number => {
    const name = nodeName(node, context).toLowerCase();
    const agent = typeof node.settings.agent_id === 'string' ? (agentName(node.settings.agent_id) ?? '') : '';
    const rest = `${typeTitle(node.type)} ${agent} ${JSON.stringify(node.settings)}`.toLowerCase();
    if (wanted.every(word => name.includes(word))) return name.startsWith(wanted[0] ?? '') ? 0 : 1;
    return wanted.every(word => name.includes(word) || rest.includes(word)) ? 2 : 3;
  };
  return graph.nodes
    .map(node => ({ node, rank: score(node) }))
    .filter(found => found.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(found => found.node);
}
