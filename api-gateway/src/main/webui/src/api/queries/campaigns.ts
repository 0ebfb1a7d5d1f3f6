import {
  type InfiniteData,
  type QueryClient,
  type UseInfiniteQueryResult,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, ok } from '../client';
import type { Campaign, CampaignStatus, Page } from '../types';
import { useQueue, useWithQueue } from './queue';
import { useSubmit } from './submit';

export interface CampaignFilter {
  readonly search: string;
  readonly status: CampaignStatus | null;
  readonly sort: string;
}

export const campaignKeys = {
  all: ['campaigns'] as const,
  lists: ['campaigns', 'list'] as const,
  list: (filter: CampaignFilter) => ['campaigns', 'list', filter] as const,
  one: (id: string) => ['campaigns', 'one', id] as const,
};

export function useCampaigns(filter: CampaignFilter): UseInfiniteQueryResult<InfiniteData<Page<Campaign>>> {
  return useInfiniteQuery({
    queryKey: campaignKeys.list(filter),
    queryFn: ({ pageParam, signal }) =>
      ok<Page<Campaign>>(
        api.GET('/api/v1/campaigns', {
          params: {
            query: {
              sort: filter.sort,
              limit: 100,
              ...(filter.search ? { search: filter.search } : {}),
              ...(filter.status ? { status: filter.status } : {}),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: page => page.next_cursor ?? undefined,
    placeholderData: previous => previous,
  });
}

export function useCampaign(id: string) {
  return useQuery({
    queryKey: campaignKeys.one(id),
    select: useWithQueue<Campaign>(campaignKeys.one(id)),
    queryFn: () => ok<Campaign>(api.GET('/api/v1/campaigns/{campaign_id}', { params: { path: { campaign_id: id } } })),
    refetchInterval: query => (query.state.data?.status === 'active' ? 15_000 : false),
  });
}

/** Whether a campaign of this name exists already, without regard to case (rule C1). */
export async function campaignNameTaken(name: string, exceptId?: string): Promise<boolean> {
  const page = await ok<Page<Campaign>>(
    api.GET('/api/v1/campaigns', { params: { query: { search: name, limit: 100 } } }),
  );
  const wanted = name.trim().toLowerCase();
  return page.items.some(campaign => campaign.id !== exceptId && campaign.name.toLowerCase() === wanted);
}

function keep(client: QueryClient, campaign: Campaign): Promise<void> {
  client.setQueryData(campaignKeys.one(campaign.id), campaign);
  return client.invalidateQueries({ queryKey: campaignKeys.lists });
}

export interface CampaignDraft {
  readonly name: string;
  readonly description: string;
}

export function useCreateCampaign() {
  const client = useQueryClient();
  return useSubmit({
    mutationFn: (draft: CampaignDraft) => ok<Campaign>(api.POST('/api/v1/campaigns', { body: draft as never })),
    onSuccess: campaign => keep(client, campaign),
  });
}

export type CampaignPatch = Partial<CampaignDraft> & { readonly updated_on_unchanged?: boolean };

/** A change of the campaign itself shows at once, and goes back if the server refuses it. */
export function useChangeCampaign(id: string): (patch: CampaignPatch) => Promise<Campaign> {
  const client = useQueryClient();
  const queue = useQueue<Campaign>(campaignKeys.one(id));
  return useCallback(
    async patch => {
      const answer = await queue<Campaign>({
        show: campaign => ({ ...campaign, ...patch }),
        send: () =>
          ok<Campaign>(
            api.PATCH('/api/v1/campaigns/{campaign_id}', {
              params: { path: { campaign_id: id } },
              body: patch as never,
            }),
          ),
        keep: (_, changed) => changed,
      });
      void client.invalidateQueries({ queryKey: campaignKeys.lists });
      return answer;
    },
    [client, queue, id],
  );
}

export function useDeleteCampaign() {
  const client = useQueryClient();
  return useSubmit({
    mutationFn: async (id: string) => {
      await api.DELETE('/api/v1/campaigns/{campaign_id}', { params: { path: { campaign_id: id } } });
    },
    onSuccess: (_, id) => {
      // Its page is still open and must not ask for it once more; whoever comes back does.
      void client.invalidateQueries({ queryKey: campaignKeys.one(id), refetchType: 'none' });
      void client.invalidateQueries({ queryKey: campaignKeys.lists });
    },
  });
}

export function useDuplicateCampaign() {
  const client = useQueryClient();
  return useSubmit({
    mutationFn: (id: string) =>
      ok<Campaign>(
        api.POST('/api/v1/campaigns/{campaign_id}/duplicate', { params: { path: { campaign_id: id } } } as never),
      ),
    onSuccess: campaign => keep(client, campaign),
  });
}

export function useImportCampaign() {
  const client = useQueryClient();
  return useSubmit({
    mutationFn: (document: unknown) => ok<Campaign>(api.POST('/api/v1/campaigns/import', { body: document as never })),
    onSuccess: campaign => keep(client, campaign),
  });
}

/** Start and Stop answer with the campaign; the findings of a refused start come with the problem. */
export function useRunCampaign(id: string) {
  const client = useQueryClient();
  return useSubmit({
    mutationFn: (action: 'start' | 'stop') =>
      ok<Campaign>(
        action === 'start'
          ? api.POST('/api/v1/campaigns/{campaign_id}/start', { params: { path: { campaign_id: id } } })
          : api.POST('/api/v1/campaigns/{campaign_id}/stop', { params: { path: { campaign_id: id } } }),
      ),
    onSuccess: campaign => keep(client, campaign),
    onError: () => client.invalidateQueries({ queryKey: campaignKeys.one(id) }),
  });
}

/** A plain link, so that the browser streams the file. */
export function exportUrl(id: string): string {
  return `/api/v1/campaigns/${encodeURIComponent(id)}/export`;
}
