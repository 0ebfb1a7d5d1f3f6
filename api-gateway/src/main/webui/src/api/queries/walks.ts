import { useInfiniteQuery, useQueries } from '@tanstack/react-query';
import { api, ok } from '../client';
import { asProblem } from '../problem';
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

/** A walk as the list behind a count needs it. */
export type CountedWalk = Pick<Schema<'Walk'>, 'id' | 'participant_id' | 'started_at' | 'outcome'>;
export type CountedParticipant = Pick<Schema<'Participant'>, 'id' | 'name' | 'email' | 'phone' | 'external_id'>;

export interface CountedWalksQuery {
  readonly flow_id: string;
  readonly run: string;
  readonly node_id?: string;
  readonly edge_id?: string;
}

const COUNTED_PAGE = 50;
export const countedWalkKeys = {
  walks: (campaignId: string, query: CountedWalksQuery) => ['counted-walks', campaignId, query] as const,
  participant: (campaignId: string, id: string) => ['counted-walks', campaignId, 'participant', id] as const,
};

/** What is behind a count: the walks of one run that came through a node or along an edge, the latest first. */
export function useCountedWalks(campaignId: string, query: CountedWalksQuery) {
  return useInfiniteQuery({
    queryKey: countedWalkKeys.walks(campaignId, query),
    queryFn: ({ pageParam }) =>
      ok<Page<CountedWalk>>(
        api.GET('/api/v1/campaigns/{campaign_id}/walks', {
          params: {
            path: { campaign_id: campaignId },
            query: { ...query, limit: COUNTED_PAGE, ...(pageParam ? { cursor: pageParam } : {}) },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: page => page.next_cursor ?? undefined,
  });
}

/** Their participants by id; null for one who was removed since, `failed` for one who could not be asked for. */
export function useCountedParticipants(
  campaignId: string,
  ids: readonly string[],
): ReadonlyMap<string, CountedParticipant | null | 'failed'> {
  return useQueries({
    queries: ids.map(id => ({
      queryKey: countedWalkKeys.participant(campaignId, id),
      queryFn: () => countedParticipant(campaignId, id),
      staleTime: 60_000,
    })),
    combine: answers => {
      const participants = new Map<string, CountedParticipant | null | 'failed'>();
      answers.forEach((answer, index) => {
        const id = ids[index];
        if (id && answer.data !== undefined) participants.set(id, answer.data);
        else if (id && answer.isError) participants.set(id, 'failed');
      });
      return participants;
    },
  });
}

async function countedParticipant(campaignId: string, id: string): Promise<CountedParticipant | null> {
  try {
    return await ok<CountedParticipant>(
      api.GET('/api/v1/campaigns/{campaign_id}/participants/{participant_id}', {
        params: { path: { campaign_id: campaignId, participant_id: id } },
      }),
    );
  } catch (refused) {
    if (asProblem(refused).status === 404) return null;
    throw refused;
  }
}
