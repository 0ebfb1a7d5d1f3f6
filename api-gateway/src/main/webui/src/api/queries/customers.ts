import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, ok } from '../client';
import type { ChannelType, Page, Schema } from '../types';
import type { Attributes } from './participants';
import { useQueue, useWithQueue } from './queue';
import { useSubmit } from './submit';

export type Customer = Schema<'Customer'>;

export interface CustomerDetails extends Omit<Schema<'CustomerDetails'>, 'attributes'> {
  /** Every Customer Profile field of the tenant, in field order. */
  readonly attributes: Attributes;
}

export interface CustomerCampaign extends Omit<Schema<'CustomerCampaign'>, 'campaign_name'> {
  /** Null if the campaign was deleted. */
  readonly campaign_name: string | null;
}

export type Erasure = Schema<'Erasure'>;

export interface CustomerEdit {
  readonly attributes?: Attributes;
  readonly opt_outs?: readonly ChannelType[];
}

/** A plain link, so that the browser streams the file. */
export function customerExportUrl(id: string, format: 'json' | 'csv'): string {
  return `/api/v1/customers/${encodeURIComponent(id)}/export?format=${format}`;
}

export const customerKeys = {
  lists: ['customers', 'list'] as const,
  list: (search: string, sort: string) => ['customers', 'list', search, sort] as const,
  one: (id: string) => ['customers', 'one', id] as const,
  campaigns: (id: string) => ['customers', 'one', id, 'campaigns'] as const,
  erasure: (id: string) => ['customers', 'erasure', id] as const,
};

const PAGE = 100;

export function useCustomers(search: string, sort: string) {
  return useInfiniteQuery({
    queryKey: customerKeys.list(search, sort),
    queryFn: ({ pageParam, signal }) =>
      ok<Page<Customer>>(
        api.GET('/api/v1/customers', {
          params: {
            query: { sort, limit: PAGE, ...(search ? { search } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: page => page.next_cursor ?? undefined,
    placeholderData: previous => previous,
  });
}

export function useCustomer(id: string) {
  return useQuery({
    queryKey: customerKeys.one(id),
    select: useWithQueue<CustomerDetails>(customerKeys.one(id)),
    queryFn: () =>
      ok<CustomerDetails>(api.GET('/api/v1/customers/{customer_id}', { params: { path: { customer_id: id } } })),
  });
}

export function useCustomerCampaigns(id: string) {
  return useInfiniteQuery({
    queryKey: customerKeys.campaigns(id),
    queryFn: ({ pageParam, signal }) =>
      ok<Page<CustomerCampaign>>(
        api.GET('/api/v1/customers/{customer_id}/campaigns', {
          params: { path: { customer_id: id }, query: { limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: page => page.next_cursor ?? undefined,
  });
}

function patchCustomer(id: string, edit: CustomerEdit): Promise<CustomerDetails> {
  return ok<CustomerDetails>(
    api.PATCH('/api/v1/customers/{customer_id}', { params: { path: { customer_id: id } }, body: edit as never }),
  );
}

export function useEditCustomer(id: string) {
  const client = useQueryClient();
  return useSubmit({
    mutationFn: (edit: CustomerEdit) => patchCustomer(id, edit),
    onSuccess: customer => {
      client.setQueryData(customerKeys.one(id), customer);
      // Names and addresses of participants are those of their customer.
      void client.invalidateQueries({ queryKey: ['participants'] });
      return client.invalidateQueries({ queryKey: customerKeys.lists });
    },
  });
}

/** Switches one channel; the API takes all of them, so each change is made of what the one before it has left. */
export function useOptOut(customer: CustomerDetails) {
  const client = useQueryClient();
  const { id } = customer;
  const queue = useQueue<CustomerDetails>(customerKeys.one(id));
  return useCallback(
    async (channel: ChannelType, out: boolean) => {
      const set = (before: CustomerDetails): CustomerDetails => {
        const others = before.opt_outs.filter(one => one !== channel);
        return { ...before, opt_outs: out ? [...others, channel] : others };
      };
      await queue<CustomerDetails>({
        show: set,
        send: before => patchCustomer(id, { opt_outs: set(before ?? customer).opt_outs }),
        keep: (_, answer) => answer,
      });
      void client.invalidateQueries({ queryKey: customerKeys.lists });
    },
    [client, queue, id, customer],
  );
}

export function useEraseCustomer(id: string) {
  const client = useQueryClient();
  return useSubmit({
    mutationFn: () =>
      ok<Erasure>(api.DELETE('/api/v1/customers/{customer_id}', { params: { path: { customer_id: id } } })),
    onSuccess: erasure => {
      client.setQueryData(customerKeys.erasure(id), erasure);
      client.removeQueries({ queryKey: customerKeys.one(id) });
      void client.invalidateQueries({ queryKey: ['participants'] });
      return client.invalidateQueries({ queryKey: customerKeys.lists });
    },
  });
}

const WHILE_ERASING = 3_000;

/** How far the erasure is; asked for only where the profile is gone, and until nothing is left. */
export function useErasure(id: string, enabled: boolean) {
  return useQuery({
    queryKey: customerKeys.erasure(id),
    enabled,
    queryFn: () =>
      ok<Erasure>(api.GET('/api/v1/customers/{customer_id}/erasure', { params: { path: { customer_id: id } } })),
    refetchInterval: query => (query.state.data?.status === 'in_progress' ? WHILE_ERASING : false),
  });
}
