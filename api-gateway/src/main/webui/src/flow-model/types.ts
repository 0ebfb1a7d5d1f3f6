import type { FieldType } from '../api/types';

export type TriggerType =
  | 'participant_created'
  | 'participant_updated'
  | 'communication_ended'
  | 'communication_updated'
  | 'incoming_session'
  | 'from_another_flow';
export type CommunicationType =
  | 'email_communication'
  | 'telegram_communication'
  | 'whatsapp_communication'
  | 'voice_communication'
  | 'web_communication';
export type NodeType =
  | TriggerType
  | 'field_check'
  | CommunicationType
  | 'cancel_communications'
  | 'update_field'
  | 'to_another_flow'
  | 'python_action';
export type Group = 'trigger' | 'condition' | 'action';
export type Port = 'out' | 'match' | 'else';

/** More the API does not take in one flow. */
export const MAX_NODES = 1_000;

export interface XY {
  readonly x: number;
  readonly y: number;
}

/** As the API has them; a draft may hold anything, so what reads a setting looks at what is there. */
export type Settings = Readonly<Record<string, unknown>>;

export interface FlowNode {
  readonly id: string;
  readonly type: NodeType;
  /** Empty while the label follows the settings. */
  readonly name: string;
  readonly position: XY;
  readonly settings: Settings;
}

export interface FlowEdge {
  readonly id: string;
  readonly source: string;
  readonly port: Port;
  readonly target: string;
}

/** What is edited: the rest of a flow is the server's. */
export interface Graph {
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
}

export interface Flow extends Graph {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly revision: number;
  readonly updated_at?: string | null;
  readonly updated_by?: string | null;
}

export type ValueKind = 'literal' | 'relative_date' | 'field' | 'expression';

export interface Value {
  readonly kind: ValueKind;
  readonly value?: unknown;
  readonly base?: 'today' | 'now' | 'field';
  readonly field?: string;
  readonly offset_days?: number;
  readonly offset_hours?: number;
  readonly code?: string;
}

export interface When {
  readonly base?: {
    readonly kind: 'now' | 'today' | 'literal' | 'field' | 'expression';
    readonly value?: unknown;
    readonly field?: string;
    readonly code?: string;
  };
  readonly offset_days?: number;
  readonly offset_hours?: number;
  readonly offset_minutes?: number;
  readonly time_of_day?: string;
  readonly window?: { readonly from?: string; readonly to?: string; readonly weekdays?: readonly string[] };
}

/** What a Field Check can look at: `participant.due_date`. */
export interface Property {
  readonly reference: string;
  readonly title: string;
  readonly type: FieldType;
  readonly level: 'customer' | 'participant' | 'communication';
  readonly values: readonly string[];
  /** What its values are called, where that is another word. */
  readonly labels?: Readonly<Record<string, string>>;
}

export type Operator =
  | 'equals'
  | 'not_equals'
  | 'contains'
  | 'not_contains'
  | 'starts_with'
  | 'ends_with'
  | 'is_set'
  | 'is_not_set'
  | 'gt'
  | 'gte'
  | 'lt'
  | 'lte'
  | 'is_one_of'
  | 'is_none_of'
  | 'is_on'
  | 'is_not_on'
  | 'is_before'
  | 'is_on_or_before'
  | 'is_after'
  | 'is_on_or_after';

/** How big a node is on the canvas; a fixed size, so that nodes out of view need not be measured. */
export const NODE_WIDTH = 224;
export const NODE_HEIGHT = 58;
export const GRID = 8;
