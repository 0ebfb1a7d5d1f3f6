import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Flow, Graph, NodeType } from '../../flow-model/types';
import { api, ok } from '../client';
import type { Finding, Schema } from '../types';
import { inOrder, useQueue, useWithQueue } from './queue';
import { useSubmit } from './submit';

export const flowKeys = {
  list: (campaignId: string) => ['campaigns', 'one', campaignId, 'flows'] as const,
  counts: (campaignId: string, flowId: string) => ['campaigns', 'one', campaignId, 'flows', flowId, 'counts'] as const,
};

const one = (campaignId: string, flowId: string) => ({ path: { campaign_id: campaignId, flow_id: flowId } });

export function useFlowList(campaignId: string) {
  return useQuery({
    queryKey: flowKeys.list(campaignId),
    select: useWithQueue<readonly Flow[]>(flowKeys.list(campaignId)),
    queryFn: async () => {
      const answer = await ok<{ items: readonly Flow[] }>(
        api.GET('/api/v1/campaigns/{campaign_id}/flows', {
          params: { path: { campaign_id: campaignId }, query: { limit: 500 } },
        }),
      );
      return answer.items;
    },
  });
}

export function loadFlow(campaignId: string, flowId: string): Promise<Flow> {
  return ok<Flow>(
    api.GET('/api/v1/campaigns/{campaign_id}/flows/{flow_id}', { params: one(campaignId, flowId), cache: 'no-store' }),
  );
}

export interface FlowDraft extends Graph {
  readonly name: string;
}

/** One save with optimistic locking; the revision is that of the flow it was made from. */
export function saveFlow(
  campaignId: string,
  flowId: string,
  revision: number,
  draft: FlowDraft,
  keepalive = false,
): Promise<Flow> {
  return ok<Flow>(
    api.PUT('/api/v1/campaigns/{campaign_id}/flows/{flow_id}', {
      params: { ...one(campaignId, flowId), header: { 'If-Match': `"${revision}"` } },
      body: { name: draft.name, nodes: draft.nodes, edges: draft.edges } as never,
      ...(keepalive ? { keepalive: true } : {}),
    }),
  );
}

export async function validateFlow(campaignId: string, flowId: string): Promise<readonly Finding[]> {
  const answer = await ok<{ findings: readonly Finding[] }>(
    api.POST('/api/v1/campaigns/{campaign_id}/flows/{flow_id}/validate', { params: one(campaignId, flowId) }),
  );
  return answer.findings;
}

export type Counts = Schema<'FlowCounts'>;

export function useCounts(campaignId: string, flowId: string, enabled: boolean) {
  return useQuery({
    queryKey: flowKeys.counts(campaignId, flowId),
    queryFn: () =>
      ok<Counts>(
        api.GET('/api/v1/campaigns/{campaign_id}/flows/{flow_id}/counts', { params: one(campaignId, flowId) }),
      ),
    enabled,
    refetchInterval: query => (query.state.data ? 10_000 : false),
  });
}

function activateFlow(campaignId: string, flowId: string, revision: number): Promise<Flow> {
  return ok<Flow>(
    api.POST('/api/v1/campaigns/{campaign_id}/flows/{flow_id}/activate', {
      params: { ...one(campaignId, flowId), header: { 'If-Match': `"${revision}"` } },
    }),
  );
}

function deactivateFlow(campaignId: string, flowId: string): Promise<Flow> {
  return ok<Flow>(
    api.POST('/api/v1/campaigns/{campaign_id}/flows/{flow_id}/deactivate', { params: one(campaignId, flowId) }),
  );
}

/** Creating, copying, renaming, ordering, activating and deleting flows. */
export function useFlowChanges(campaignId: string) {
  const client = useQueryClient();
  const key = flowKeys.list(campaignId);
  const onSuccess = () => client.invalidateQueries({ queryKey: key });
  const create = useSubmit({
    mutationFn: (draft: FlowDraft) =>
      ok<Flow>(
        api.POST('/api/v1/campaigns/{campaign_id}/flows', {
          params: { path: { campaign_id: campaignId } },
          body: draft as never,
        }),
      ),
    // Not waited for: whoever has made it goes on in it at once.
    onSuccess: made => {
      client.setQueryData<readonly Flow[]>(key, flows => flows && [...flows.filter(one => one.id !== made.id), made]);
      void onSuccess();
    },
  });
  const rename = useSubmit({
    mutationFn: ({ flow, name }: { flow: Flow; name: string }) =>
      ok<Flow>(
        api.PATCH('/api/v1/campaigns/{campaign_id}/flows/{flow_id}', {
          params: { ...one(campaignId, flow.id), header: { 'If-Match': `"${flow.revision}"` } },
          body: { name } as never,
        }),
      ),
    onSuccess,
  });
  const remove = useSubmit({
    mutationFn: async (flow: Flow) => {
      await api.DELETE('/api/v1/campaigns/{campaign_id}/flows/{flow_id}', {
        params: { ...one(campaignId, flow.id), header: { 'If-Match': `"${flow.revision}"` } },
      });
    },
    // Not waited for: whoever has deleted it goes on to another flow at once.
    onSuccess: (_, gone) => {
      client.setQueryData<readonly Flow[]>(key, flows => flows?.filter(one => one.id !== gone.id));
      void onSuccess();
    },
  });
  const queue = useQueue<readonly Flow[]>(flowKeys.list(campaignId));
  const setActive = (flow: Flow, active: boolean): Promise<Flow> =>
    queue<Flow>({
      show: flows => flows.map(one => (one.id === flow.id ? { ...one, active } : one)),
      send: flows => {
        const listed = flows?.find(one => one.id === flow.id);
        const revision = Math.max(flow.revision, listed?.revision ?? 0);
        return active ? activateFlow(campaignId, flow.id, revision) : deactivateFlow(campaignId, flow.id);
      },
      keep: (flows, answer) => flows.map(one => (one.id === answer.id ? answer : one)),
    });
  const order = (ids: readonly string[]) =>
    queue({
      show: flows => inOrder(flows, ids, flow => flow.id),
      send: () =>
        api.PUT('/api/v1/campaigns/{campaign_id}/flows/order', {
          params: { path: { campaign_id: campaignId } },
          body: { ids: [...ids] } as never,
        }),
    });
  return { create, rename, setActive, remove, order };
}

export interface SimulationRequest {
  readonly participant_id?: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly timezone?: string;
  readonly last_communication?: { readonly name: string; readonly status: string; readonly channel: string };
  readonly trigger: NodeType;
  readonly at?: string;
}

export type SimulationStep = Schema<'SimulationPathItem'>;

export interface SimulationCommand {
  readonly type: 'plan_communication' | 'cancel_communications' | 'update_field';
  readonly node_id: string;
  readonly name?: string;
  readonly channel?: string;
  readonly agent_name?: string | null;
  readonly due_at?: string | null;
  readonly scheduled_at?: string | null;
  readonly skipped?: string | null;
  readonly reachable?: boolean;
  readonly subject?: string | null;
  readonly body?: string | null;
  readonly field?: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

export interface Simulation extends Omit<Schema<'Simulation'>, 'commands'> {
  readonly commands: readonly SimulationCommand[];
}

export function useSimulate(campaignId: string, flowId: string) {
  return useSubmit({
    mutationFn: (request: SimulationRequest) =>
      ok<Simulation>(
        api.POST('/api/v1/campaigns/{campaign_id}/flows/{flow_id}/simulate', {
          params: one(campaignId, flowId),
          body: request as never,
        }),
      ),
  });
}

export type Forecast = Schema<'Forecast'>;

export function useForecast(campaignId: string) {
  return useSubmit({
    mutationFn: (request: { participants: number; flow_id: string; trigger?: NodeType }) =>
      ok<Forecast>(
        api.POST('/api/v1/campaigns/{campaign_id}/simulations', {
          params: { path: { campaign_id: campaignId } },
          body: request as never,
        }),
      ),
  });
}

export interface CodeCheck {
  readonly findings: readonly Finding[];
  readonly sample: Partial<Schema<'CodeSample'>> | null;
}

/** What a piece of code is, while it is typed; tried with one of the campaign's participants. */
export function checkCode(
  campaignId: string,
  flowId: string,
  request: { code: string; kind: 'expression' | 'script' },
  signal: AbortSignal,
): Promise<CodeCheck> {
  return ok<CodeCheck>(
    api.POST('/api/v1/campaigns/{campaign_id}/flows/{flow_id}/check-expression', {
      params: one(campaignId, flowId),
      body: { ...request, sample: true } as never,
      signal,
    }),
  );
}
