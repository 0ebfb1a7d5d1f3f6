/**
 * The API's shapes as the console uses them. Written by hand until the OpenAPI document says what is required and what may
 * be null; then these become names for schemas of schema.d.ts.
 */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
  readonly total?: number;
  readonly total_is_lower_bound?: boolean;
}

export type Role = 'admin' | 'campaign_manager' | 'operator' | 'viewer';

export interface Tenant {
  readonly id: string;
  readonly name: string;
  readonly timezone: string;
  readonly date_format: string;
  readonly region: string | null;
}

export interface Me {
  readonly id: string;
  readonly kind: 'user' | 'api_key';
  readonly name: string;
  readonly roles: readonly Role[];
  readonly tenant: Tenant;
}

export type CampaignStatus = 'inactive' | 'active' | 'error';

export interface Campaign {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly status: CampaignStatus;
  readonly error: { readonly at: string; readonly message: string } | null;
  readonly run: number;
  readonly started_at: string | null;
  readonly updated_on_unchanged: boolean;
  readonly created_at: string;
  readonly updated_at: string;
  /** Only in the list. */
  readonly flows?: number;
  readonly active_flows?: number;
  readonly participants?: number | null;
  readonly last_upload_at?: string | null;
}

export type FieldType =
  | 'string'
  | 'integer'
  | 'numeric'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'enumeration'
  | 'email'
  | 'phone';
export type Level = 'customer' | 'participant';

export interface DataField {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly type: FieldType;
  readonly level: Level;
  readonly import: boolean;
  readonly required: boolean;
  readonly system: boolean;
  readonly values?: readonly string[] | null;
}

export type Severity = 'error' | 'warning';

export interface Finding {
  readonly severity: Severity;
  readonly code: string;
  readonly flow_id?: string | null;
  readonly node_id?: string | null;
  readonly setting?: string | null;
  readonly line?: number | null;
  readonly column?: number | null;
  readonly message: string;
}

export type ChannelType = 'email' | 'telegram' | 'whatsapp' | 'voice' | 'web';

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly type: ChannelType;
  readonly status: 'running' | 'stopped';
  readonly settings: Readonly<Record<string, unknown>>;
  readonly has_credentials: boolean;
  readonly has_webhook_secret?: boolean;
  /** What keeps it from sending at present. */
  readonly trouble?: string | null;
  readonly rate_per_second: number | null;
}

export interface ResultDefinition {
  readonly name: string;
  readonly title: string;
  readonly type: FieldType;
  readonly values?: readonly string[] | null;
}

export interface Agent {
  readonly id: string;
  readonly name: string;
  readonly kind: 'message' | 'external' | 'simulated';
  readonly status: 'running' | 'stopped';
  readonly channel_ids: readonly string[];
  readonly results: readonly ResultDefinition[];
  readonly settings: Readonly<Record<string, unknown>>;
  readonly no_response_after: string;
}
