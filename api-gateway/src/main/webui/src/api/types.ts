import type { components } from './schema';

type DeepReadonly<T> = T extends (infer Element)[]
  ? readonly DeepReadonly<Element>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** What the API's document says of a schema (schema.d.ts is made from it), to be read and not written to. */
export type Schema<Name extends keyof components['schemas']> = DeepReadonly<components['schemas'][Name]>;

export interface Page<T> {
  readonly items: readonly T[];
  readonly next_cursor?: string | null;
  readonly total?: number;
  readonly total_is_lower_bound?: boolean;
}

/** The roles of people and API keys. */
export type Role = Exclude<Schema<'Role'>, 'service'>;
export type Tenant = Schema<'Tenant'>;
export type SignInState = Schema<'SignInStatus'>;
export type SignInProvider = Schema<'SignInProvider'>;
export interface Me extends Omit<Schema<'Me'>, 'roles' | 'sign_in'> {
  readonly roles: readonly Role[];
}

export type CampaignStatus = Schema<'CampaignStatus'>;
/** The counts are only in the list. */
export type Campaign = Schema<'Campaign'> &
  Partial<Pick<Schema<'ListedCampaign'>, 'flows' | 'active_flows' | 'last_upload_at'>> & {
    readonly participants?: number | null;
  };

export type FieldType = Schema<'FieldType'>;
export type Level = Schema<'FieldLevel'>;
export type DataField = Schema<'DataField'>;
/** A field of the tenant's customer profiles, whichever campaigns use it. */
export type CustomerField = Schema<'CustomerField'>;

export type Severity = Schema<'Severity'>;
/** The page's own findings know less of their place, and a problem's come with codes that are yet to be written down. */
export interface Finding extends Partial<Omit<Schema<'Finding'>, 'severity' | 'message' | 'code'>> {
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
}

export type ChannelType = Schema<'ChannelType'>;
/** Which settings there are depends on the type; a form looks at what is there. */
export interface Channel extends Omit<Schema<'Channel'>, 'settings'> {
  readonly settings: Readonly<Record<string, unknown>>;
}

export type ResultDefinition = Schema<'AgentResult'>;
export interface Agent extends Omit<Schema<'Agent'>, 'settings'> {
  readonly settings: Readonly<Record<string, unknown>>;
}
