import { useQuery } from '@tanstack/react-query';
import { api, ok } from '../client';

export interface FlowSummary {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly revision: number;
}

export const flowKeys = {
  list: (campaignId: string) => ['campaigns', 'one', campaignId, 'flows'] as const,
  one: (campaignId: string, flowId: string) => ['campaigns', 'one', campaignId, 'flows', flowId] as const,
};

export function useFlowList(campaignId: string) {
  return useQuery({
    queryKey: flowKeys.list(campaignId),
    queryFn: async () => {
      const answer = await ok<{ items: readonly FlowSummary[] }>(
        api.GET('/api/v1/campaigns/{campaign_id}/flows', {
          params: { path: { campaign_id: campaignId }, query: { limit: '500' } as never },
        }),
      );
      return answer.items;
    },
  });
}
