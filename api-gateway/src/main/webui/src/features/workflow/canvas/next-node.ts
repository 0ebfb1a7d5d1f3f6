import { groupOf, walkOrder } from '../../../flow-model/graph';
import type { Graph } from '../../../flow-model/types';

export type Direction = 'down' | 'up' | 'left' | 'right';

/** Where an arrow key leads: along the connections, and aside to the next branch of the node above. */
export function nextNode(graph: Graph, from: string | null, direction: Direction): string | null {
  if (from === null) return firstNode(graph);
  const xOf = (id: string) => graph.nodes.find(node => node.id === id)?.position.x ?? 0;
  const byPort = (a: { port: string; target: string }, b: { port: string; target: string }) =>
    Number(a.port === 'else') - Number(b.port === 'else') || xOf(a.target) - xOf(b.target);
  if (direction === 'down') {
    const [first] = graph.edges.filter(edge => edge.source === from).sort(byPort);
    return first?.target ?? null;
  }
  const into = graph.edges.filter(edge => edge.target === from);
  if (direction === 'up') return into.sort((a, b) => xOf(a.source) - xOf(b.source))[0]?.source ?? null;
  const siblings = graph.edges
    .filter(edge => into.some(one => one.source === edge.source))
    .sort(byPort)
    .map(edge => edge.target);
  const around = siblings.length > 1 ? [...new Set(siblings)] : roots(graph);
  const index = around.indexOf(from);
  return index < 0 ? null : (around[index + (direction === 'left' ? -1 : 1)] ?? null);
}

export function firstNode(graph: Graph): string | null {
  return walkOrder(graph)[0]?.id ?? null;
}

/** Nodes that nothing leads to, triggers first from left to right. */
function roots(graph: Graph): string[] {
  const targets = new Set(graph.edges.map(edge => edge.target));
  return graph.nodes
    .filter(node => !targets.has(node.id))
    .sort(
      (a, b) =>
        Number(groupOf(a.type) !== 'trigger') - Number(groupOf(b.type) !== 'trigger') || a.position.x - b.position.x,
    )
    .map(node => node.id);
}
