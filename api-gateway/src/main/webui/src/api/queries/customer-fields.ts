import { useQuery } from '@tanstack/react-query';
import { api, ok } from '../client';
import type { CustomerField, Page } from '../types';

export const customerFieldKeys = {
  all: ['customer-fields'] as const,
  found: (search: string) => ['customer-fields', search] as const,
};

const ALL = 500;
const FEW = 20;

function ask(query: { search?: string; limit: number; cursor?: string }, signal: AbortSignal) {
  return ok<Page<CustomerField>>(api.GET('/api/v1/customer-fields', { params: { query }, signal }));
}

/** Every Customer Profile field of the tenant by its name: what its values are called and of which type they are. */
export function useCustomerFields() {
  return useQuery({
    queryKey: customerFieldKeys.all,
    queryFn: async ({ signal }) => {
      const fields = new Map<string, CustomerField>();
      let cursor: string | undefined;
      do {
        const page = await ask({ limit: ALL, ...(cursor ? { cursor } : {}) }, signal);
        for (const field of page.items) fields.set(field.name, field);
        cursor = page.next_cursor ?? undefined;
      } while (cursor);
      return fields as ReadonlyMap<string, CustomerField>;
    },
  });
}

/** The first of those whose name or title holds the text; an empty one finds all. */
export function useFoundCustomerFields(search: string) {
  return useQuery({
    queryKey: customerFieldKeys.found(search),
    queryFn: ({ signal }) => ask({ limit: FEW, ...(search ? { search } : {}) }, signal),
    placeholderData: previous => previous,
  });
}
