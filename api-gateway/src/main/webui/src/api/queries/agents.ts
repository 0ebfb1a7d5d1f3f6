import { type QueryKey, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '../client';
import type { Agent, Channel, ChannelType, Page, ResultDefinition } from '../types';

export const agentKeys = { all: ['agents'] as const };
export const channelKeys = { all: ['channels'] as const };

export function useAgents() {
  return useQuery({
    queryKey: agentKeys.all,
    queryFn: async () =>
      (await ok<Page<Agent>>(api.GET('/api/v1/agents', { params: { query: { limit: '500' } as never } }))).items,
  });
}

export function useChannels() {
  return useQuery({
    queryKey: channelKeys.all,
    queryFn: async () =>
      (await ok<Page<Channel>>(api.GET('/api/v1/channels', { params: { query: { limit: '500' } as never } }))).items,
  });
}

function useRefresh(key: QueryKey) {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: key });
}

const one = (id: string) => ({ params: { path: { id } } });

export interface AgentDraft {
  readonly name: string;
  readonly channel_ids: readonly string[];
  readonly results: readonly ResultDefinition[];
  readonly settings: Readonly<Record<string, unknown>>;
  readonly no_response_after: string;
}

/** The kind is chosen once; a change replaces everything else. */
export function useAgentChanges() {
  const onSuccess = useRefresh(agentKeys.all);
  const create = useMutation({
    mutationFn: (draft: AgentDraft & { kind: Agent['kind'] }) =>
      ok<Agent>(api.POST('/api/v1/agents', { body: draft as never })),
    onSuccess,
  });
  const change = useMutation({
    mutationFn: ({ id, draft }: { id: string; draft: AgentDraft }) =>
      ok<Agent>(api.PATCH('/api/v1/agents/{id}', { ...one(id), body: draft as never })),
    onSuccess,
  });
  const run = useMutation({
    mutationFn: ({ id, running }: { id: string; running: boolean }) =>
      ok<Agent>(
        running ? api.POST('/api/v1/agents/{id}/start', one(id)) : api.POST('/api/v1/agents/{id}/stop', one(id)),
      ),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: async (id: string) => {
      await api.DELETE('/api/v1/agents/{id}', one(id));
    },
    onSuccess,
  });
  return { create, change, run, remove };
}

export interface ChannelDraft {
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Only what changes; what is absent stays, null removes. Never read back. */
  readonly credentials?: Readonly<Record<string, string | null>>;
  readonly rate_per_second: number | null;
}

export function useChannelChanges() {
  const onSuccess = useRefresh(channelKeys.all);
  const create = useMutation({
    mutationFn: (draft: ChannelDraft & { type: ChannelType }) =>
      ok<Channel>(api.POST('/api/v1/channels', { body: draft as never })),
    onSuccess,
  });
  const change = useMutation({
    mutationFn: ({ id, draft }: { id: string; draft: ChannelDraft }) =>
      ok<Channel>(api.PATCH('/api/v1/channels/{id}', { ...one(id), body: draft as never })),
    onSuccess,
  });
  const run = useMutation({
    mutationFn: ({ id, running }: { id: string; running: boolean }) =>
      ok<Channel>(
        running ? api.POST('/api/v1/channels/{id}/start', one(id)) : api.POST('/api/v1/channels/{id}/stop', one(id)),
      ),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: async (id: string) => {
      await api.DELETE('/api/v1/channels/{id}', one(id));
    },
    onSuccess,
  });
  return { create, change, run, remove };
}

/** Where the provider of a channel posts what contacts say. */
export function webhookAddress(channelId: string): string {
  return `${location.origin}/api/v1/webhooks/channels/${channelId}`;
}
