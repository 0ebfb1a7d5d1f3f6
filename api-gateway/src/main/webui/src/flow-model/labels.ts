import { type NameContext, nameFromSettings } from './name';
import type { Graph } from './types';

const MAX_NAME = 200;

/** A label that says what the settings say follows them; in the editor it is empty. */
export function followingLabels<G extends Graph>(graph: G, context: NameContext): G {
  const nodes = graph.nodes.map(node =>
    node.name !== '' && node.name === nameFromSettings(node, context).slice(0, MAX_NAME) ? { ...node, name: '' } : node,
  );
  return { ...graph, nodes };
}

/** What is stored has its label written out, so that everything else that names the node calls it the same. */
export function writtenLabels<G extends Graph>(graph: G, context: NameContext): G {
  const nodes = graph.nodes.map(node =>
    node.name.trim() === '' ? { ...node, name: nameFromSettings(node, context).slice(0, MAX_NAME) } : node,
  );
  return { ...graph, nodes };
}
