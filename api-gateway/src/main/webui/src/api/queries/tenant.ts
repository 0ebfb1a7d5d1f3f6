import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '../client';
import type { Tenant } from '../types';
import { sessionKeys } from './session';
import { useSubmit } from './submit';

export const tenantKeys = { own: ['tenant'] as const };

export function useTenant() {
  return useQuery({ queryKey: tenantKeys.own, queryFn: () => ok<Tenant>(api.GET('/api/v1/tenant')) });
}

/** Zone and date format are those of every page at once. */
export function useChangeTenant() {
  const client = useQueryClient();
  return useSubmit({
    mutationFn: (change: Omit<Tenant, 'id'>) => ok<Tenant>(api.PATCH('/api/v1/tenant', { body: change as never })),
    onSuccess: tenant => {
      client.setQueryData(tenantKeys.own, tenant);
      return client.invalidateQueries({ queryKey: sessionKeys.me });
    },
  });
}
