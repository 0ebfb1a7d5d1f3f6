import { useSearchParams } from 'react-router';
import type { AuditQuery } from '../../api/queries/audit';
import { instantOfWall } from '../../time';

/** The filters as they are in the address: days are days of the tenant's zone. */
export type AuditFilter = AuditQuery;

export const noFilter: AuditFilter = {
  actor: '',
  action: '',
  object_type: '',
  object_id: '',
  campaign_id: '',
  outcome: '',
  from: '',
  to: '',
};
const names = Object.keys(noFilter) as (keyof AuditFilter)[];
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DAY_MS = 86_400_000;

export function filterOf(parameters: URLSearchParams): AuditFilter {
  return Object.fromEntries(names.map(name => [name, parameters.get(name) ?? ''])) as unknown as AuditFilter;
}

export function addressOf(filter: AuditFilter): Record<string, string> {
  return Object.fromEntries(names.flatMap(name => (filter[name] ? [[name, filter[name]]] : [])));
}

export function isActive(filter: AuditFilter): boolean {
  return names.some(name => filter[name] !== '');
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

/** What is asked for. A half-typed day or id asks for nothing yet; the last day is a whole one. */
export function queryOf(filter: AuditFilter, timezone: string): AuditQuery {
  const start = (day: string) => (DAY.test(day) ? (instantOfWall(`${day}T00:00`, timezone) ?? '') : '');
  return {
    ...filter,
    actor: filter.actor.trim(),
    object_id: filter.object_id.trim(),
    campaign_id: UUID.test(filter.campaign_id.trim()) ? filter.campaign_id.trim() : '',
    from: start(filter.from),
    to: DAY.test(filter.to) ? start(nextDay(filter.to)) : '',
  };
}

export function useAuditFilter(): [AuditFilter, (change: Partial<AuditFilter>) => void] {
  const [parameters, setParameters] = useSearchParams();
  const filter = filterOf(parameters);
  return [filter, change => setParameters(addressOf({ ...filter, ...change }), { replace: true })];
}
