import { useInfiniteQuery } from '@tanstack/react-query';
import { api, ok } from '../client';
import type { Page, Schema } from '../types';

export type WalkStep = Schema<'Step'>;
export type WalkOutcome = Schema<'WalkOutcome'>;
export type Walk = Schema<'Walk'>;

const PAGE = 20;

/** The latest first. Walks appear some moments after they were made. */
export function useParticipantWalks(campaign: string, participant: string) {
  return useInfiniteQuery({
    queryKey: ['walks', campaign, participant],
    queryFn: ({ pageParam, signal }) =>
      ok<Page<Walk>>(
        api.GET('/api/v1/campaigns/{campaign_id}/participants/{participant_id}/walks', {
          params: {
            path: { campaign_id: campaign, participant_id: participant },
            query: { limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: page => page.next_cursor ?? undefined,
  });
}
