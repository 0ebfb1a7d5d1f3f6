import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '../client';
import type { Page, Schema } from '../types';
import { useSubmit } from './submit';

/** The roles that a key can have. */
export type KeyRole = Exclude<Schema<'Role'>, 'service'>;

export interface ApiKey extends Omit<Schema<'ApiKey'>, 'roles'> {
  readonly roles: readonly KeyRole[];
}

/** Only the answer to its creation holds the secret. */
export interface CreatedApiKey extends ApiKey {
  readonly api_key: string;
}

/** What bounds the use of a key, as it is sent. */
export interface KeyTerms {
  readonly expires_at: string | null;
  readonly allowed_addresses: readonly string[];
  readonly requests_per_minute: number | null;
  readonly scopes: readonly string[];
}

export const apiKeyKeys = { all: ['api-keys'] as const };

export function useApiKeys() {
  return useQuery({
    queryKey: apiKeyKeys.all,
    queryFn: async () =>
      (await ok<Page<ApiKey>>(api.GET('/api/v1/api-keys', { params: { query: { limit: 500 } } }))).items,
  });
}

export function useApiKeyChanges() {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: apiKeyKeys.all });
  const create = useSubmit({
    // The secret must not outlive the dialog that shows it.
    gcTime: 0,
    mutationFn: (draft: { name: string; roles: readonly KeyRole[] } & KeyTerms) =>
      ok<CreatedApiKey>(api.POST('/api/v1/api-keys', { body: draft as never })),
    onSuccess,
  });
  const rotate = useSubmit({
    gcTime: 0,
    mutationFn: ({ id, overlap }: { id: string; overlap: string }) =>
      ok<CreatedApiKey>(
        api.POST('/api/v1/api-keys/{key_id}/rotate', { params: { path: { key_id: id } }, body: { overlap } }),
      ),
    onSuccess,
  });
  const change = useSubmit({
    mutationFn: ({ id, terms }: { id: string; terms: KeyTerms }) =>
      ok<ApiKey>(api.PATCH('/api/v1/api-keys/{key_id}', { params: { path: { key_id: id } }, body: terms as never })),
    onSuccess,
  });
  const revoke = useSubmit({
    mutationFn: async (id: string) => {
      await api.DELETE('/api/v1/api-keys/{key_id}', { params: { path: { key_id: id } } });
    },
    onSuccess,
  });
  return { create, change, rotate, revoke };
}
