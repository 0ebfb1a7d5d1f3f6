import type { Finding } from '../api/types';
import { groupOf, isCommunication, openPortsByNode, reachableFrom } from './graph';
import { type NameContext, nodeName, typeTitle } from './name';
import { isOperator, needsValue } from './operators';
import type { FlowNode, Graph } from './types';
import { asText, asValue, isSaid } from './values';

export const COMMUNICATION_NAME = /^[A-Z0-9_]{1,64}$/;

/**
 * What can be seen in the flow alone (rule W4), the moment it changes; the server's findings follow and know more. Codes
 * and meaning are the server's, so that the one replaces the other.
 */
export function validate(graph: Graph, context: NameContext): readonly Finding[] {
  return [...structure(graph, context), ...graph.nodes.flatMap(node => settingsOf(node, graph, context))];
}

function finding(
  severity: Finding['severity'],
  code: string,
  node: FlowNode | null,
  message: string,
  setting?: string,
): Finding {
  return { severity, code, node_id: node?.id ?? null, setting: setting ?? null, message };
}

function structure(graph: Graph, context: NameContext): Finding[] {
  const found: Finding[] = [];
  const triggers = graph.nodes.filter(node => groupOf(node.type) === 'trigger');
  if (triggers.length === 0) found.push(finding('error', 'no_trigger', null, 'The flow needs a trigger to start'));
  const seen = new Set<string>();
  const open = openPortsByNode(graph);
  const reached = reachableFrom(
    graph,
    triggers.map(node => node.id),
  );
  for (const node of graph.nodes) {
    const name = nodeName(node, context);
    if (groupOf(node.type) === 'trigger') {
      if (seen.has(node.type)) {
        found.push(
          finding('error', 'trigger_repeated', node, `${typeTitle(node.type)} is in this flow twice: remove one`),
        );
      }
      seen.add(node.type);
      if (open.has(node.id)) found.push(finding('error', 'trigger_not_connected', node, `${name} leads nowhere yet`));
    } else if (!reached.has(node.id)) {
      found.push(finding('error', 'node_unreachable', node, `${name}: no trigger leads here`));
    }
    if (node.type === 'field_check') {
      const left = open.get(node.id) ?? [];
      if (left.length === 2) {
        found.push(finding('error', 'field_check_not_connected', node, `${name}: connect Match or Else`));
      } else if (left.length === 1) {
        const branch = left[0] === 'match' ? 'Match' : 'Else';
        found.push(
          finding(
            'warning',
            'branch_open',
            node,
            `${name}: ${branch} is not connected. Participants on that path stop here.`,
            left[0],
          ),
        );
      }
    }
  }
  return found;
}

interface Missing {
  readonly label: string;
  readonly setting: string;
}

function settingsOf(node: FlowNode, graph: Graph, context: NameContext): Finding[] {
  const name = nodeName(node, context);
  const missing = missingOf(node);
  const found: Finding[] = [];
  if (missing.length > 0) {
    const labels = missing.map(one => one.label).join(', ');
    found.push(
      finding('error', 'required_fields', node, `${name}: Fill in required fields for: ${labels}`, missing[0]?.setting),
    );
  }
  const called = asText(node.settings.communication_name);
  if (isCommunication(node.type) && called) {
    if (!COMMUNICATION_NAME.test(called)) {
      found.push(
        finding(
          'error',
          'communication_name_invalid',
          node,
          `${name}: a communication name has 1 to 64 capital letters, digits and underscores`,
          'communication_name',
        ),
      );
    }
    const same = graph.nodes.some(other => other.id !== node.id && other.settings.communication_name === called);
    if (same) {
      found.push(
        finding(
          'error',
          'communication_name_taken',
          node,
          `${called} is the name of another communication in this flow`,
          'communication_name',
        ),
      );
    }
  }
  return found;
}

function missingOf(node: FlowNode): Missing[] {
  const { settings, type } = node;
  const missing: Missing[] = [];
  const need = (there: boolean, label: string, setting: string) => {
    if (!there) missing.push({ label, setting });
  };
  if (type === 'field_check') {
    need(asText(settings.property) !== '', 'Property', 'property');
    need(isOperator(settings.operator), 'Operator', 'operator');
    const operator = settings.operator;
    if (isOperator(operator) && needsValue(operator)) need(isSaid(asValue(settings.value)), 'Value', 'value');
  } else if (isCommunication(type)) {
    need(asText(settings.communication_name).trim() !== '', 'Communication name', 'communication_name');
    need(asText(settings.agent_id) !== '', 'Agent', 'agent_id');
    need(asText(settings.channel_id) !== '', 'Channel', 'channel_id');
  } else if (type === 'update_field') {
    const updates = Array.isArray(settings.updates) ? settings.updates : [];
    need(updates.length > 0, 'Field', 'updates');
    updates.forEach((update: { field?: unknown; value?: unknown }, index) => {
      const value = asValue(update?.value);
      const cleared = value?.kind === 'literal' && value.value === null;
      need(asText(update?.field) !== '', 'Field', `updates[${index}].field`);
      need(cleared || isSaid(value), 'Value', `updates[${index}].value`);
    });
  } else if (type === 'to_another_flow') {
    need(asText(settings.flow_id) !== '', 'Target flow', 'flow_id');
  } else if (type === 'python_action') {
    need(asText(settings.script).trim() !== '', 'Script', 'script');
  }
  return missing;
}

/**
 * The server's findings, with the local ones of nodes that were changed since: what the server said of them is old.
 */
export function merge(
  server: readonly Finding[] | null,
  local: readonly Finding[],
  changed: ReadonlySet<string>,
): readonly Finding[] {
  if (server === null) return local;
  const kept = server.filter(one => (one.node_id ? !changed.has(one.node_id) : changed.size === 0));
  const newer = local.filter(one => (one.node_id ? changed.has(one.node_id) : changed.size > 0));
  return [...kept, ...newer];
}
