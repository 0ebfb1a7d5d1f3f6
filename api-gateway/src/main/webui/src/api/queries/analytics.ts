import { useQuery } from '@tanstack/react-query';
import { api, ok } from '../client';
import type { ChannelType } from '../types';

export type CommunicationStatus =
  | 'planned'
  | 'started'
  | 'delivered'
  | 'read'
  | 'replied'
  | 'completed'
  | 'no_response'
  | 'canceled'
  | 'skipped'
  | 'failed';

interface Counted {
  readonly communications: number;
  readonly reached: number;
  readonly successful: number;
}

/** The figures of rule A1. Days are those of the zone; the funnels are of all time. */
export interface Analytics extends Counted {
  readonly from?: string | null;
  readonly to?: string | null;
  readonly timezone: string;
  readonly participants: number;
  readonly success_rate?: number | null;
  readonly by_status: readonly { readonly status: CommunicationStatus; readonly communications: number }[];
  readonly by_channel: readonly (Counted & { readonly channel: ChannelType })[];
  readonly by_name: readonly (Counted & { readonly name: string })[];
  readonly by_day: readonly (Counted & { readonly day: string })[];
  readonly funnels: readonly {
    readonly flow_id: string;
    readonly name: string;
    readonly nodes: readonly { readonly node_id: string; readonly name: string; readonly entered: number }[];
  }[];
}

export interface Period {
  /** The first day that counts; null: from the beginning. */
  readonly from: string | null;
}

export const analyticsKeys = {
  all: (campaign: string) => ['analytics', campaign] as const,
  of: (campaign: string, from: string | null) => ['analytics', campaign, from] as const,
};

/** The answer comes from read models, so asking again while the campaign runs costs little. */
export function useAnalytics(campaign: string, { from }: Period, { running = false, enabled = true } = {}) {
  return useQuery({
    queryKey: analyticsKeys.of(campaign, from),
    queryFn: ({ signal }) =>
      ok<Analytics>(
        api.GET(
          '/api/v1/campaigns/{campaign_id}/analytics' as never,
          { params: { path: { campaign_id: campaign }, query: from ? { from } : {} }, signal } as never,
        ) as never,
      ),
    enabled,
    placeholderData: previous => previous,
    refetchInterval: running ? 5_000 : false,
  });
}
