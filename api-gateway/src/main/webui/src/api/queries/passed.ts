import { useInfiniteQuery, useQueries } from '@tanstack/react-query';
import { api, ok } from '../client';
import { asProblem } from '../problem';
import type { Page, Schema } from '../types';

/** A walk as a list of people needs it. */
export type Passed = Pick<Schema<'Walk'>, 'id' | 'participant_id' | 'started_at' | 'outcome'>;
export type Passer = Pick<Schema<'Participant'>, 'id' | 'name' | 'email' | 'phone' | 'external_id'>;

export interface PassedQuery {
  readonly flow_id: string;
  readonly run: string;
  readonly node_id?: string;
  readonly edge_id?: string;
}

const PAGE = 50;
export const passedKeys = {
  walks: (campaignId: string, query: PassedQuery) => ['passed', campaignId, query] as const,
  person: (campaignId: string, id: string) => ['passed', campaignId, 'person', id] as const,
};

/** Who is behind a count: the walks of one run that came through a node or along an edge, the latest first. */
export function usePassed(campaignId: string, query: PassedQuery) {
  return useInfiniteQuery({
    queryKey: passedKeys.walks(campaignId, query),
    queryFn: ({ pageParam }) =>
      ok<Page<Passed>>(
        api.GET('/api/v1/campaigns/{campaign_id}/walks', {
          params: {
            path: { campaign_id: campaignId },
            query: { ...query, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: page => page.next_cursor ?? undefined,
  });
}

/** Those people by id; null for one who was removed since, `failed` for one who could not be asked for. */
export function usePassers(campaignId: string, ids: readonly string[]): ReadonlyMap<string, Passer | null | 'failed'> {
  return useQueries({
    queries: ids.map(id => ({
      queryKey: passedKeys.person(campaignId, id),
      queryFn: () => person(campaignId, id),
      staleTime: 60_000,
    })),
    combine: answers => {
      const people = new Map<string, Passer | null | 'failed'>();
      answers.forEach((answer, index) => {
        const id = ids[index];
        if (id && answer.data !== undefined) people.set(id, answer.data);
        else if (id && answer.isError) people.set(id, 'failed');
      });
      return people;
    },
  });
}

async function person(campaignId: string, id: string): Promise<Passer | null> {
  try {
    return await ok<Passer>(
      api.GET('/api/v1/campaigns/{campaign_id}/participants/{participant_id}', {
        params: { path: { campaign_id: campaignId, participant_id: id } },
      }),
    );
  } catch (refused) {
    if (asProblem(refused).status === 404) return null;
    throw refused;
  }
}
