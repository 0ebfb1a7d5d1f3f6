import {
  ArrowLeftFromLine,
  ArrowRightToLine,
  Ban,
  CircleCheckBig,
  Code2,
  GitFork,
  type LucideIcon,
  Mail,
  MessageCircle,
  MessageSquareReply,
  MessageSquareText,
  MessagesSquare,
  PenLine,
  PhoneCall,
  Send,
  UserPlus,
  UserRoundPen,
} from 'lucide-react';
import { groupOf } from '../../../flow-model/graph';
import { typeTitle } from '../../../flow-model/name';
import type { NodeType, Settings } from '../../../flow-model/types';
import { workflow as workflowTexts } from '../../../texts/en/workflow';
import { lazyPart } from '../../../ui/lazy-part';
import type { NodeKind } from './kind';

const words = workflowTexts;
const nothing = (): Settings => ({});

/** Panels are files of their own: a flow that is only looked at needs none of them. */
const FieldCheckPanel = lazyPart(() => import('../panel/field-check-panel'));
const CommunicationPanel = lazyPart(() => import('../panel/communication-panel'));
const UpdateFieldPanel = lazyPart(() => import('../panel/update-field-panel'));
const ToAnotherFlowPanel = lazyPart(() => import('../panel/to-another-flow-panel'));
const PythonActionPanel = lazyPart(() => import('../panel/python-action-panel'));

function kind(
  type: NodeType,
  icon: LucideIcon,
  Panel: NodeKind['Panel'] = null,
  empty: () => Settings = nothing,
): NodeKind {
  const group = groupOf(type);
  return { type, group, icon, title: typeTitle(type), kicker: words.kickers[group], empty, Panel };
}

const planned = (): Settings => ({ when: { base: { kind: 'now' }, offset_minutes: 0 }, parameters: {} });

export const kinds: readonly NodeKind[] = [
  kind('participant_created', UserPlus),
  kind('participant_updated', UserRoundPen),
  kind('communication_ended', CircleCheckBig),
  kind('communication_updated', MessageSquareReply),
  kind('incoming_session', MessagesSquare),
  kind('from_another_flow', ArrowRightToLine),
  kind('field_check', GitFork, FieldCheckPanel),
  kind('email_communication', Mail, CommunicationPanel, planned),
  kind('telegram_communication', Send, CommunicationPanel, planned),
  kind('whatsapp_communication', MessageCircle, CommunicationPanel, planned),
  kind('voice_communication', PhoneCall, CommunicationPanel, planned),
  kind('web_communication', MessageSquareText, CommunicationPanel, planned),
  kind('cancel_communications', Ban),
  kind('update_field', PenLine, UpdateFieldPanel, () => ({ updates: [] })),
  kind('to_another_flow', ArrowLeftFromLine, ToAnotherFlowPanel),
  kind('python_action', Code2, PythonActionPanel, () => ({ script: 'def run(context):\n    return {}\n' })),
];

const byType = new Map(kinds.map(one => [one.type, one]));
const unknown = kind('cancel_communications', Ban);

export function kindOf(type: NodeType): NodeKind {
  return byType.get(type) ?? unknown;
}
