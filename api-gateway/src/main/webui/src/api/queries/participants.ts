import {
  type InfiniteData,
  type UseInfiniteQueryResult,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { api, ok } from '../client';
import type { Page, Schema } from '../types';
import { useSubmit } from './submit';

export type ParticipantStatus = Schema<'ParticipantStatus'>;
export type Participant = Schema<'Participant'>;

/** As the API has values: booleans and integers as such, all others as text, null where there is none. */
export type AttributeValue = string | number | boolean | null;
export type Attributes = Readonly<Record<string, AttributeValue>>;

export interface ParticipantDetails extends Omit<Schema<'ParticipantDetails'>, 'attributes'> {
  readonly attributes: Attributes;
}

/** What the list can be narrowed by; an empty text does not narrow. */
export interface ParticipantFilter {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly status: ParticipantStatus | '';
  /** Calendar days in the tenant's zone, both included. */
  readonly created_from: string;
  readonly created_to: string;
  readonly external_id: string;
  readonly upload_id: string;
}

export interface ParticipantEdit {
  readonly attributes?: Attributes;
  readonly timezone?: string | null;
}

export const participantKeys = {
  all: (campaign: string) => ['participants', campaign] as const,
  lists: (campaign: string) => ['participants', campaign, 'list'] as const,
  list: (campaign: string, filter: ParticipantFilter, sort: string) =>
    ['participants', campaign, 'list', filter, sort] as const,
  one: (campaign: string, id: string) => ['participants', campaign, 'one', id] as const,
};

const PAGE = 100;
const WHILE_AT_THE_TOP = 10_000;

function given(filter: ParticipantFilter): Record<string, string> {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''));
}

/** While only the first page is shown it is asked again now and then: people and communications come in by themselves. */
export function useParticipants(
  campaign: string,
  filter: ParticipantFilter,
  sort: string,
): UseInfiniteQueryResult<InfiniteData<Page<Participant>>> {
  return useInfiniteQuery({
    queryKey: participantKeys.list(campaign, filter, sort),
    queryFn: ({ pageParam, signal }) =>
      ok<Page<Participant>>(
        api.GET('/api/v1/campaigns/{campaign_id}/participants', {
          params: {
            path: { campaign_id: campaign },
            query: { ...given(filter), sort, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: page => page.next_cursor ?? undefined,
    placeholderData: previous => previous,
    refetchInterval: query => ((query.state.data?.pages.length ?? 0) === 1 ? WHILE_AT_THE_TOP : false),
  });
}

export function useParticipant(campaign: string, id: string | null) {
  return useQuery({
    queryKey: participantKeys.one(campaign, id ?? ''),
    enabled: id !== null,
    queryFn: () =>
      ok<ParticipantDetails>(
        api.GET('/api/v1/campaigns/{campaign_id}/participants/{participant_id}', {
          params: { path: { campaign_id: campaign, participant_id: id as string } },
        }),
      ),
  });
}

export function useEditParticipant(campaign: string, id: string) {
  const client = useQueryClient();
  return useSubmit({
    mutationFn: (edit: ParticipantEdit) =>
      ok<ParticipantDetails>(
        api.PATCH('/api/v1/campaigns/{campaign_id}/participants/{participant_id}', {
          params: { path: { campaign_id: campaign, participant_id: id } },
          body: edit as never,
        }),
      ),
    onSuccess: participant => {
      client.setQueryData(participantKeys.one(campaign, id), participant);
      return client.invalidateQueries({ queryKey: participantKeys.lists(campaign) });
    },
  });
}

export function useRemoveParticipant(campaign: string) {
  const client = useQueryClient();
  return useSubmit({
    mutationFn: async (id: string) => {
      await api.DELETE('/api/v1/campaigns/{campaign_id}/participants/{participant_id}', {
        params: { path: { campaign_id: campaign, participant_id: id } },
      });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: participantKeys.lists(campaign) }),
  });
}

/** A plain link, so that the browser streams the file: of the people that the filter leaves. */
export function participantsExportUrl(campaign: string, filter: ParticipantFilter): string {
  const query = new URLSearchParams(given(filter)).toString();
  return `/api/v1/campaigns/${encodeURIComponent(campaign)}/participants/export${query ? `?${query}` : ''}`;
}
