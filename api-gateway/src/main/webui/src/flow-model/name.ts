import { isOperator, needsValue, operatorInName } from './operators';
import type { FlowNode, NodeType, Property, Value } from './types';
import { asText, asValue, cutTo, isSaid, signed } from './values';

export interface NameContext {
  readonly property: (reference: string) => Property | undefined;
  readonly flowName: (id: string) => string | undefined;
}

const titles: Readonly<Record<NodeType, string>> = {
  participant_created: 'Participant Created',
  participant_updated: 'Participant Updated',
  communication_ended: 'Communication Ended',
  communication_updated: 'Communication Updated',
  incoming_session: 'Incoming Session',
  from_another_flow: 'From Another Flow',
  field_check: 'Field Check',
  email_communication: 'Email Communication',
  telegram_communication: 'Telegram Communication',
  whatsapp_communication: 'WhatsApp Communication',
  voice_communication: 'Voice Communication',
  web_communication: 'Web Communication',
  cancel_communications: 'Cancel Communications',
  update_field: 'Update Field',
  to_another_flow: 'To Another Flow',
  python_action: 'Python Custom Action',
};

/** Whether the API knows the type: what is pasted may hold any text. */
export function isNodeType(type: unknown): type is NodeType {
  return typeof type === 'string' && Object.hasOwn(titles, type);
}

/** What the guide calls the type. */
export function typeTitle(type: NodeType): string {
  return titles[type];
}

/** The label: what was typed, else what the settings say. */
export function nodeName(node: FlowNode, context: NameContext): string {
  return node.name.trim() || nameFromSettings(node, context);
}

/** `Due Date is on or after Today (+3)`, `REMINDED_DUE_DATE`; the type's title while nothing is filled in. */
export function nameFromSettings(node: FlowNode, context: NameContext): string {
  const { settings, type } = node;
  const title = titles[type];
  switch (type) {
    case 'field_check':
      return checkName(settings, context) ?? title;
    case 'email_communication':
    case 'telegram_communication':
    case 'whatsapp_communication':
    case 'voice_communication':
    case 'web_communication':
      return asText(settings.communication_name).trim() || title;
    case 'update_field':
      return updateName(settings.updates, context) ?? title;
    case 'to_another_flow': {
      const target = context.flowName(asText(settings.flow_id));
      return target ? `To ${target}` : title;
    }
    default:
      return title;
  }
}

function checkName(settings: FlowNode['settings'], context: NameContext): string | null {
  const reference = asText(settings.property);
  if (!reference) return null;
  const left = titleOf(reference, context);
  if (!isOperator(settings.operator)) return left;
  const operator = operatorInName(settings.operator);
  if (!needsValue(settings.operator)) return `${left} ${operator}`;
  const value = asValue(settings.value);
  return value && isSaid(value)
    ? `${left} ${operator} ${valueText(value, context, context.property(reference))}`
    : `${left} ${operator} …`;
}

function updateName(updates: unknown, context: NameContext): string | null {
  if (!Array.isArray(updates) || updates.length === 0) return null;
  const [first] = updates as { field?: unknown; value?: unknown }[];
  const field = asText(first?.field);
  if (!field) return null;
  const value = asValue(first?.value);
  const said = value && (isSaid(value) || (value.kind === 'literal' && value.value === null));
  const one = said ? `${titleOf(field, context)} = ${valueText(value, context)}` : titleOf(field, context);
  return updates.length > 1 ? `${one} +${updates.length - 1}` : one;
}

function titleOf(reference: string, context: NameContext): string {
  return context.property(reference)?.title ?? reference;
}

/** As it stands in a label; of which property it is a value tells what it is called. */
function valueText(value: Value, context: NameContext, of?: Property): string {
  switch (value.kind) {
    case 'literal':
      return literalText(value.value, of);
    case 'relative_date':
      return relativeText(value, context);
    case 'field':
      return titleOf(value.field ?? '', context);
    case 'expression':
      return shorten((value.code ?? '').trim().split('\n')[0] ?? '');
  }
}

function literalText(value: unknown, of: Property | undefined): string {
  if (Array.isArray(value)) return value.map(one => valueLabel(String(one), of)).join(', ');
  return value === null ? 'empty' : valueLabel(String(value), of);
}

/** What people call a value of a property. */
export function valueLabel(value: string, of: Property | undefined): string {
  return of?.labels?.[value] ?? value;
}

function relativeText(value: Value, context: NameContext): string {
  const base = value.base === 'field' ? titleOf(value.field ?? '', context) : value.base === 'now' ? 'Now' : 'Today';
  const days = value.offset_days ?? 0;
  const hours = value.offset_hours ?? 0;
  if (hours === 0) return `${base} (${signed(days)})`;
  return days === 0 ? `${base} (${signed(hours)} h)` : `${base} (${signed(days)} d, ${signed(hours)} h)`;
}

function shorten(text: string): string {
  return text.length > 40 ? `${cutTo(text, 39)}…` : text;
}
