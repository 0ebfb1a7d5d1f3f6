import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, ok } from '../client';
import type { DataField, FieldType, Level } from '../types';
import { customerFieldKeys } from './customer-fields';
import { inOrder, useQueue, useWithQueue } from './queue';
import { useSubmit } from './submit';

export const fieldKeys = {
  all: (campaignId: string) => ['campaigns', 'one', campaignId, 'fields'] as const,
};

export function useFields(campaignId: string) {
  const select = useWithQueue<readonly DataField[]>(fieldKeys.all(campaignId));
  return useQuery({
    queryKey: fieldKeys.all(campaignId),
    select,
    queryFn: async () => {
      const page = await ok<{ items: readonly DataField[] }>(
        api.GET('/api/v1/campaigns/{campaign_id}/fields', { params: { path: { campaign_id: campaignId } } }),
      );
      return page.items;
    },
  });
}

export interface FieldDraft {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly type: FieldType;
  readonly level: Level;
  readonly import: boolean;
  readonly required: boolean;
  readonly values?: readonly string[];
}

export type FieldPatch = Partial<Omit<FieldDraft, 'name'>>;

function patchField(campaignId: string, name: string, patch: FieldPatch): Promise<DataField> {
  return ok<DataField>(
    api.PATCH('/api/v1/campaigns/{campaign_id}/fields/{name}', {
      params: { path: { campaign_id: campaignId, name } },
      body: patch as never,
    }),
  );
}

const named =
  (name: string, next: (field: DataField) => DataField) =>
  (fields: readonly DataField[]): readonly DataField[] =>
    fields.map(field => (field.name === name ? next(field) : field));

/** A change of a field and of the order shows at once, and goes back if the server refuses it. */
export function useFieldChanges(campaignId: string) {
  const client = useQueryClient();
  const key = fieldKeys.all(campaignId);
  const path = { campaign_id: campaignId };
  const onSuccess = () => {
    void client.invalidateQueries({ queryKey: customerFieldKeys.all });
    return client.invalidateQueries({ queryKey: key });
  };
  const queue = useQueue<readonly DataField[]>(key);
  const change = useCallback(
    (name: string, patch: FieldPatch) =>
      queue<DataField>({
        show: named(name, field => ({ ...field, ...patch })),
        send: () => patchField(campaignId, name, patch),
        keep: (fields, answer) => named(name, () => answer)(fields),
      }),
    [queue, campaignId],
  );
  const order = useCallback(
    (names: readonly string[]) =>
      queue({
        show: fields => inOrder(fields, names, field => field.name),
        send: () =>
          api.PUT('/api/v1/campaigns/{campaign_id}/fields/order', {
            params: { path: { campaign_id: campaignId } },
            body: { names: [...names] } as never,
          }),
      }),
    [queue, campaignId],
  );
  const create = useSubmit({
    mutationFn: (draft: FieldDraft) =>
      ok<DataField>(api.POST('/api/v1/campaigns/{campaign_id}/fields', { params: { path }, body: draft as never })),
    onSuccess,
  });
  const save = useSubmit({
    mutationFn: ({ name, patch }: { name: string; patch: FieldPatch }) => change(name, patch),
    onSuccess,
  });
  const remove = useSubmit({
    mutationFn: async (name: string) => {
      await api.DELETE('/api/v1/campaigns/{campaign_id}/fields/{name}', { params: { path: { ...path, name } } });
    },
    onSuccess,
  });
  return { create, save, change, order, remove };
}
