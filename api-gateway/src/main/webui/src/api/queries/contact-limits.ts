import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '../client';
import type { ChannelType, Page, Schema } from '../types';
import { useSubmit } from './submit';

export type LimitAction = Schema<'LimitAction'>;
export type LimitsDraft = Schema<'ContactLimitsChange'>;

/** What holds for a type of channel: limits and stop words, which the API keeps apart. */
export interface ContactLimits extends Schema<'ContactLimits'> {
  readonly id: ChannelType;
  readonly words: readonly string[];
  readonly usual: boolean;
}

export const contactLimitKeys = { all: ['contact-limits'] as const };

export function useContactLimits() {
  return useQuery({
    queryKey: contactLimitKeys.all,
    queryFn: async (): Promise<readonly ContactLimits[]> => {
      const [limits, stopWords] = await Promise.all([
        ok<Page<Schema<'ContactLimits'>>>(api.GET('/api/v1/contact-limits')),
        ok<Page<Schema<'StopWords'>>>(api.GET('/api/v1/stop-words')),
      ]);
      return limits.items.map(one => {
        const known = stopWords.items.find(other => other.channel === one.channel);
        return { ...one, id: one.channel, words: known?.words ?? [], usual: known?.usual ?? false };
      });
    },
  });
}

export function useContactLimitChanges() {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: contactLimitKeys.all });
  const limit = useSubmit({
    mutationFn: ({ channel, draft }: { channel: ChannelType; draft: LimitsDraft }) =>
      ok(api.PUT('/api/v1/contact-limits/{channel}', { params: { path: { channel } }, body: draft as never })),
    onSuccess,
  });
  /** Null: the usual ones. */
  const setWords = useSubmit({
    mutationFn: ({ channel, words }: { channel: ChannelType; words: readonly string[] | null }) =>
      ok(api.PUT('/api/v1/stop-words/{channel}', { params: { path: { channel } }, body: { words } as never })),
    onSuccess,
  });
  return { limit, setWords };
}
