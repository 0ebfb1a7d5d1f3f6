import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, ok } from '../client';
import type { ChannelType, Page } from '../types';
import type { AttributeValue } from './participants';

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

export interface Communication {
  readonly id: string;
  readonly participant_id: string;
  readonly name: string;
  readonly status: CommunicationStatus;
  /** Why it ended, or why it was not sent though it is due. */
  readonly reason: string | null;
  readonly channel: ChannelType;
  readonly channel_id: string;
  readonly agent_id: string;
  readonly scheduled_at: string;
  /** Of a planned one when it is tried again, if that is after scheduled_at. */
  readonly next_attempt_at?: string | null;
  readonly created_at: string;
  readonly started_at: string | null;
  readonly ended_at: string | null;
  readonly session_id: string | null;
  readonly results: Readonly<Record<string, AttributeValue>>;
}

export interface SessionMessage {
  readonly at: string;
  readonly from: 'contact' | 'agent';
  readonly text: string;
}

export interface Session {
  readonly id: string;
  /** Null for a session that the contact began. */
  readonly communication_id: string | null;
  readonly status: 'active' | 'closed';
  readonly parameters: Readonly<Record<string, string>>;
  readonly results: Readonly<Record<string, AttributeValue>>;
  readonly messages: readonly SessionMessage[];
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
            query: { limit: '100', ...(pageParam ? { cursor: pageParam } : {}) },
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
            query: { limit: '100', ...(pageParam ? { cursor: pageParam } : {}) },
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
      ok<Communication>(api.GET('/api/v1/communications/{id}', { params: { path: { id: id as string } } })),
  });
}

/** A conversation; as long as something may still be said it is asked for again. */
export function useSession(id: string) {
  return useQuery({
    queryKey: ['sessions', id],
    queryFn: () => ok<Session>(api.GET('/api/v1/sessions/{id}', { params: { path: { id } } })),
    refetchInterval: query => (query.state.data?.status === 'active' ? WHILE_RUNNING : false),
  });
}
