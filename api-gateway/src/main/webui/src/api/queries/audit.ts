import { useInfiniteQuery } from '@tanstack/react-query';
import { api, ok } from '../client';
import type { Page, Schema } from '../types';

export interface AuditEvent extends Omit<Schema<'AuditEvent'>, 'before' | 'after'> {
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

/** As the API takes them; empty ones are left out. Times are instants. */
export interface AuditQuery {
  readonly actor: string;
  readonly action: string;
  readonly object_type: string;
  readonly object_id: string;
  readonly campaign_id: string;
  readonly outcome: string;
  readonly from: string;
  readonly to: string;
}

const PAGE = 100;

function given(query: AuditQuery): Record<string, string> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));
}

export function useAuditEvents(query: AuditQuery) {
  return useInfiniteQuery({
    queryKey: ['audit', query],
    queryFn: ({ pageParam, signal }) =>
      ok<Page<AuditEvent>>(
        api.GET('/api/v1/audit', {
          params: { query: { limit: PAGE, ...given(query), ...(pageParam ? { cursor: pageParam } : {}) } as never },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: page => page.next_cursor ?? undefined,
    placeholderData: previous => previous,
  });
}

/** Where the file is that has all events of the query. */
export function auditExportUrl(query: AuditQuery, format: 'csv' | 'jsonl'): string {
  return `/api/v1/audit/export?${new URLSearchParams({ format, ...given(query) }).toString()}`;
}
