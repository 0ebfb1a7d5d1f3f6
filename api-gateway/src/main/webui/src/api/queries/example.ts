import { api, ok } from '../client';
import type { Campaign, Page } from '../types';

interface FlowHead {
  readonly id: string;
  readonly active: boolean;
  readonly revision: number;
}

/** All of it or nothing: a campaign half made would be worse than none. */
export function importCampaign(document: unknown): Promise<Campaign> {
  return ok<Campaign>(api.POST('/api/v1/campaigns/import', { body: document as never }));
}

/** Activates every flow that is not active yet, so that it may be called again after a failure. */
export async function activateFlows(campaignId: string): Promise<void> {
  const path = { campaign_id: campaignId };
  const flows = await ok<Page<FlowHead>>(api.GET('/api/v1/campaigns/{campaign_id}/flows', { params: { path } }));
  for (const flow of flows.items.filter(one => !one.active)) {
    await api.POST('/api/v1/campaigns/{campaign_id}/flows/{flow_id}/activate', {
      params: { path: { ...path, flow_id: flow.id }, header: { 'If-Match': `"${flow.revision}"` } },
    });
  }
}
