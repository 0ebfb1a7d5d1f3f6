import { useInfiniteQuery } from '@tanstack/react-query';
import type { NodeType, Port } from '../../flow-model/types';
import { api, ok } from '../client';
import type { Page } from '../types';

export interface WalkStep {
  readonly node_id: string;
  /** The port by which the walk left the node; null where it ended. */
  readonly port: Port | null;
  /** Of a check the value first, then what it was compared with, as text. */
  readonly operands: readonly string[];
  readonly message: string | null;
}

export type WalkOutcome = 'completed' | 'failed' | 'not_walked';

export interface Walk {
  readonly id: string;
  readonly flow_id: string | null;
  readonly flow_revision: number | null;
  readonly run: number | null;
  readonly trigger: {
    readonly type: NodeType | null;
    readonly event_type: string;
    readonly event_id: string;
    readonly at: string;
    readonly from_walk_id: string | null;
  };
  readonly started_at: string;
  readonly duration_us: number;
  readonly outcome: WalkOutcome;
  readonly steps: readonly WalkStep[];
  readonly emitted: readonly { readonly type: string; readonly id: string }[];
  readonly error: string | null;
}

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
            query: { limit: String(PAGE), ...(pageParam ? { cursor: pageParam } : {}) },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: page => page.next_cursor ?? undefined,
  });
}
