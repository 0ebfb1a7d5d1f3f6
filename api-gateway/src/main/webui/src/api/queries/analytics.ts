import { useQuery } from '@tanstack/react-query';
import { api, ok } from '../client';
import type { Schema } from '../types';

/** The figures of rule A1. Days are those of the zone; the funnels are of all time. */
export type Analytics = Schema<'Analytics'>;

/** Access to Superset's dashboard of a campaign. */
export type EmbeddedDashboard = Schema<'EmbeddedDashboard'>;

export interface Period {
  /** The first day that counts; null: from the beginning. */
  readonly from: string | null;
}

export const analyticsKeys = {
  all: (campaign: string) => ['analytics', campaign] as const,
  of: (campaign: string, from: string | null) => ['analytics', campaign, from] as const,
  embedded: (campaign: string) => ['embedded-dashboard', campaign] as const,
};

/** The answer comes from read models, so asking again while the campaign runs costs little. */
export function useAnalytics(campaign: string, { from }: Period, { running = false, enabled = true } = {}) {
  return useQuery({
    queryKey: analyticsKeys.of(campaign, from),
    queryFn: ({ signal }) =>
      ok<Analytics>(
        api.GET('/api/v1/campaigns/{campaign_id}/analytics', {
          params: { path: { campaign_id: campaign }, query: from ? { from } : {} },
          signal,
        }),
      ),
    enabled,
    placeholderData: previous => previous,
    refetchInterval: running ? 5_000 : false,
  });
}

/** A new guest token with each call; it is valid for some minutes. */
export function embedAnalytics(campaign: string): Promise<EmbeddedDashboard> {
  return ok<EmbeddedDashboard>(
    api.POST('/api/v1/campaigns/{campaign_id}/analytics/embed', { params: { path: { campaign_id: campaign } } }),
  );
}

/** Access as it is when the dashboard is opened. Never from a cache, since the token in it would be an old one. */
export function useEmbeddedDashboard(campaign: string) {
  return useQuery({
    queryKey: analyticsKeys.embedded(campaign),
    queryFn: () => embedAnalytics(campaign),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}
