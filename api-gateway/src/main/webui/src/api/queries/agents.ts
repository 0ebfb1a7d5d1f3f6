import { type QueryKey, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, ok } from '../client';
import type { Agent, Channel, ChannelType, Page, ResultDefinition } from '../types';
import { useQueue, useWithQueue } from './queue';
import { useSubmit } from './submit';

export const agentKeys = { all: ['agents'] as const };
export const channelKeys = { all: ['channels'] as const };

export function useAgents() {
  return useQuery({
    queryKey: agentKeys.all,
    select: useWithQueue<readonly Agent[]>(agentKeys.all),
    queryFn: async () =>
      (await ok<Page<Agent>>(api.GET('/api/v1/agents', { params: { query: { limit: 500 } } }))).items,
  });
}

export function useChannels() {
  return useQuery({
    queryKey: channelKeys.all,
    select: useWithQueue<readonly Channel[]>(channelKeys.all),
    queryFn: async () =>
      (await ok<Page<Channel>>(api.GET('/api/v1/channels', { params: { query: { limit: 500 } } }))).items,
  });
}

/** Shows a thing as running at once, and as stopped again if the server refuses. */
function useStart<Thing extends Agent | Channel>(key: QueryKey, start: (id: string) => Promise<Thing>) {
  const queue = useQueue<readonly Thing[]>(key);
  return useCallback(
    (id: string): Promise<Thing> => {
      const put = (next: (thing: Thing) => Thing) => (things: readonly Thing[]) =>
        things.map(thing => (thing.id === id ? next(thing) : thing));
      return queue<Thing>({
        show: put(thing => ({ ...thing, status: 'running' })),
        send: () => start(id),
        keep: (things, answer) => put(() => answer)(things),
      });
    },
    [queue, start],
  );
}

function useRefresh(key: QueryKey) {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: key });
}

const agent = (id: string) => ({ params: { path: { agent_id: id } } });
const channel = (id: string) => ({ params: { path: { channel_id: id } } });
const startAgent = (id: string) => ok<Agent>(api.POST('/api/v1/agents/{agent_id}/start', agent(id)));
const startChannel = (id: string) => ok<Channel>(api.POST('/api/v1/channels/{channel_id}/start', channel(id)));

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
  const create = useSubmit({
    mutationFn: (draft: AgentDraft & { kind: Agent['kind'] }) =>
      ok<Agent>(api.POST('/api/v1/agents', { body: draft as never })),
    onSuccess,
  });
  const change = useSubmit({
    mutationFn: ({ id, draft }: { id: string; draft: AgentDraft }) =>
      ok<Agent>(api.PATCH('/api/v1/agents/{agent_id}', { ...agent(id), body: draft as never })),
    onSuccess,
  });
  const start = useStart(agentKeys.all, startAgent);
  const stop = useSubmit({
    mutationFn: (id: string) => ok<Agent>(api.POST('/api/v1/agents/{agent_id}/stop', agent(id))),
    onSuccess,
  });
  const remove = useSubmit({
    mutationFn: async (id: string) => {
      await api.DELETE('/api/v1/agents/{agent_id}', agent(id));
    },
    onSuccess,
  });
  return { create, change, start, stop, remove };
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
  const create = useSubmit({
    mutationFn: (draft: ChannelDraft & { type: ChannelType }) =>
      ok<Channel>(api.POST('/api/v1/channels', { body: draft as never })),
    onSuccess,
  });
  const change = useSubmit({
    mutationFn: ({ id, draft }: { id: string; draft: ChannelDraft }) =>
      ok<Channel>(api.PATCH('/api/v1/channels/{channel_id}', { ...channel(id), body: draft as never })),
    onSuccess,
  });
  const start = useStart(channelKeys.all, startChannel);
  const stop = useSubmit({
    mutationFn: (id: string) => ok<Channel>(api.POST('/api/v1/channels/{channel_id}/stop', channel(id))),
    onSuccess,
  });
  const remove = useSubmit({
    mutationFn: async (id: string) => {
      await api.DELETE('/api/v1/channels/{channel_id}', channel(id));
    },
    onSuccess,
  });
  return { create, change, start, stop, remove };
}

/** Where the provider of a channel posts what contacts say. */
export function webhookAddress(channelId: string): string {
  return `${location.origin}/api/v1/webhooks/channels/${channelId}`;
}
