import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, ok } from '../client';
import type { Page, Schema } from '../types';
import type { Attributes } from './participants';

export type CommunicationStatus = Schema<'CommunicationStatus'>;

export interface Communication extends Omit<Schema<'Communication'>, 'results'> {
  readonly results: Attributes;
}

export type SessionMessage = Schema<'SessionMessage'>;

export interface Session extends Omit<Schema<'Session'>, 'results'> {
  readonly results: Attributes;
}

const final: ReadonlySet<CommunicationStatus> = new Set(['completed', 'no_response', 'canceled', 'skipped', 'failed']);
const WHILE_RUNNING = 5_000;

/** While one of them goes on, its status is asked for again. */
function intervalOf(pages: readonly Page<Communication>[] | undefined): number | false {
  return pages?.length === 1 && pages[0]?.items.some(one => !final.has(one.status)) ? WHILE_RUNNING : false;
}

export function useParticipantCommunications(campaign: string, participant: string) {
  return useInfiniteQuery({
    queryKey: ['communications', 'of-participant', campaign, participant],
    queryFn: ({ pageParam, signal }) =>
      ok<Page<Communication>>(
        api.GET('/api/v1/campaigns/{campaign_id}/participants/{participant_id}/communications', {
          params: {
            path: { campaign_id: campaign, participant_id: participant },
            query: { limit: 100, ...(pageParam ? { cursor: pageParam } : {}) },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: page => page.next_cursor ?? undefined,
    refetchInterval: query => intervalOf(query.state.data?.pages),
  });
}

export function useCustomerCommunications(customer: string) {
  return useInfiniteQuery({
    queryKey: ['communications', 'of-customer', customer],
    queryFn: ({ pageParam, signal }) =>
      ok<Page<Communication>>(
        api.GET('/api/v1/customers/{customer_id}/communications', {
          params: {
            path: { customer_id: customer },
            query: { limit: 100, ...(pageParam ? { cursor: pageParam } : {}) },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: page => page.next_cursor ?? undefined,
    refetchInterval: query => intervalOf(query.state.data?.pages),
  });
}

export function useCommunication(id: string | null) {
  return useQuery({
    queryKey: ['communications', 'one', id],
    enabled: id !== null,
    queryFn: () =>
      ok<Communication>(
        api.GET('/api/v1/communications/{communication_id}', { params: { path: { communication_id: id as string } } }),
      ),
  });
}

/** A conversation; as long as something may still be said it is asked for again. */
export function useSession(id: string) {
  return useQuery({
    queryKey: ['sessions', id],
    queryFn: () => ok<Session>(api.GET('/api/v1/sessions/{session_id}', { params: { path: { session_id: id } } })),
    refetchInterval: query => (query.state.data?.status === 'active' ? WHILE_RUNNING : false),
  });
}
