import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '../client';
import type { Schema } from '../types';
import { useSubmit } from './submit';

export type Retention = Schema<'Retention'>;
export type AuditRetention = Schema<'AuditRetention'>;

export const retentionKeys = { own: ['retention'] as const, audit: ['retention', 'audit'] as const };

export function useRetention() {
  return useQuery({ queryKey: retentionKeys.own, queryFn: () => ok<Retention>(api.GET('/api/v1/retention')) });
}

export function useChangeRetention() {
  const client = useQueryClient();
  return useSubmit({
    mutationFn: (wanted: Retention) => ok<Retention>(api.PUT('/api/v1/retention', { body: wanted as never })),
    onSuccess: retention => client.setQueryData(retentionKeys.own, retention),
  });
}

export function useAuditRetention() {
  return useQuery({
    queryKey: retentionKeys.audit,
    queryFn: () => ok<AuditRetention>(api.GET('/api/v1/audit/retention')),
  });
}

export function useChangeAuditRetention() {
  const client = useQueryClient();
  return useSubmit({
    mutationFn: (wanted: AuditRetention) =>
      ok<AuditRetention>(api.PUT('/api/v1/audit/retention', { body: wanted as never })),
    onSuccess: retention => client.setQueryData(retentionKeys.audit, retention),
  });
}
