import { useQuery } from '@tanstack/react-query';
import { api, ok } from '../client';
import type { Campaign, Page, Schema } from '../types';

export type FoundCustomer = Pick<Schema<'Customer'>, 'id' | 'name' | 'email' | 'phone' | 'external_id'>;

const FEW = 6;

/** The first campaigns for a text; without one those that were changed last. */
export function useCampaignSearch(text: string) {
  return useQuery({
    queryKey: ['find', 'campaigns', text],
    queryFn: async ({ signal }) => {
      const query = { limit: FEW, sort: '-updated_at', ...(text ? { search: text } : {}) };
      return (await ok<Page<Campaign>>(api.GET('/api/v1/campaigns', { params: { query }, signal }))).items;
    },
    placeholderData: previous => previous,
    staleTime: 10_000,
  });
}

/** The first customers for a text of two characters or more; without one there is no reason to show anybody. */
export function useCustomerSearch(text: string) {
  return useQuery({
    queryKey: ['find', 'customers', text],
    enabled: text.length >= 2,
    queryFn: async ({ signal }) =>
      (
        await ok<Page<FoundCustomer>>(
          api.GET('/api/v1/customers', { params: { query: { search: text, limit: FEW } }, signal }),
        )
      ).items,
    staleTime: 10_000,
  });
}
