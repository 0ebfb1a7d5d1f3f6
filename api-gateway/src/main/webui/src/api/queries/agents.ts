import { useQuery } from '@tanstack/react-query';
import { api, ok } from '../client';
import type { Agent, Channel, Page } from '../types';

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
