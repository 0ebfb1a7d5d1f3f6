import { portsOf } from './graph';
import type { Operation } from './operations';
import type { FlowEdge, FlowNode, Graph } from './types';

/**
 * The flow after the operation. Nodes and edges that it does not concern are the same objects, so that what is drawn from
 * them need not be drawn again; an operation that changes nothing gives the same flow.
 */
export function apply<G extends Graph>(graph: G, operation: Operation): G {
  switch (operation.op) {
    case 'add_nodes':
    case 'paste':
      return operation.nodes.length === 0 && operation.edges.length === 0
        ? graph
        : {
            ...graph,
            nodes: [...graph.nodes, ...operation.nodes],
            edges: operation.edges.reduce(connect, graph.edges),
          };
    case 'remove':
      return remove(graph, operation);
    case 'move':
      return withNodes(graph, node => {
        const to = operation.positions.get(node.id);
        return to && (to.x !== node.position.x || to.y !== node.position.y) ? { ...node, position: to } : node;
      });
    case 'connect': {
      const { edge, insteadOf } = operation;
      const same = graph.edges.find(
        one => one.source === edge.source && one.port === edge.port && one.target === edge.target,
      );
      if (same && (insteadOf === undefined || insteadOf === same.id)) return graph;
      return {
        ...graph,
        edges: connect(
          graph.edges.filter(one => one.id !== insteadOf),
          edge,
        ),
      };
    }
    case 'insert_on_edge':
      return insert(graph, operation);
    case 'set_settings':
      return withNodes(graph, node =>
        node.id === operation.nodeId &&
        (node.settings !== operation.settings || (operation.name ?? node.name) !== node.name)
          ? { ...node, settings: operation.settings, name: operation.name ?? node.name }
          : node,
      );
    case 'rename':
      return withNodes(graph, node =>
        node.id === operation.nodeId && node.name !== operation.name ? { ...node, name: operation.name } : node,
      );
    case 'replace_all':
      return { ...graph, nodes: operation.graph.nodes, edges: operation.graph.edges };
  }
}

/** One edge may leave one port, so a new one takes the old one's place. */
function connect(edges: readonly FlowEdge[], edge: FlowEdge): readonly FlowEdge[] {
  return [...edges.filter(one => one.source !== edge.source || one.port !== edge.port), edge];
}

function withNodes<G extends Graph>(graph: G, change: (node: FlowNode) => FlowNode): G {
  let changed = false;
  const nodes = graph.nodes.map(node => {
    const after = change(node);
    changed ||= after !== node;
    return after;
  });
  return changed ? { ...graph, nodes } : graph;
}

function remove<G extends Graph>(graph: G, operation: Operation & { op: 'remove' }): G {
  const nodeIds = new Set(operation.nodeIds);
  const edgeIds = new Set(operation.edgeIds);
  const nodes = graph.nodes.filter(node => !nodeIds.has(node.id));
  const edges = graph.edges.filter(
    edge => !edgeIds.has(edge.id) && !nodeIds.has(edge.source) && !nodeIds.has(edge.target),
  );
  if (nodes.length === graph.nodes.length && edges.length === graph.edges.length) return graph;
  return { ...graph, nodes, edges: operation.join ? connect(edges, operation.join) : edges };
}

function insert<G extends Graph>(graph: G, operation: Operation & { op: 'insert_on_edge' }): G {
  const old = graph.edges.find(edge => edge.id === operation.edgeId);
  if (!old) return graph;
  const [port] = portsOf(operation.node.type);
  const onwards: FlowEdge[] = port
    ? [{ id: operation.after, source: operation.node.id, port, target: old.target }]
    : [];
  const moved = operation.shifted
    ? graph.nodes.map(node => {
        const to = operation.shifted?.get(node.id);
        return to ? { ...node, position: to } : node;
      })
    : graph.nodes;
  return {
    ...graph,
    nodes: [...moved, operation.node],
    edges: [
      ...graph.edges.filter(edge => edge !== old),
      { ...old, id: operation.before, target: operation.node.id },
      ...onwards,
    ],
  };
}
