import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '../client';
import type { DataField, FieldType, Level } from '../types';

export const fieldKeys = {
  all: (campaignId: string) => ['campaigns', 'one', campaignId, 'fields'] as const,
  profile: ['customer-fields'] as const,
};

export function useFields(campaignId: string) {
  return useQuery({
    queryKey: fieldKeys.all(campaignId),
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

/** Changes show at once and go back if the server refuses them. */
export function useFieldChanges(campaignId: string) {
  const client = useQueryClient();
  const key = fieldKeys.all(campaignId);
  const path = { campaign_id: campaignId };
  const refresh = () => client.invalidateQueries({ queryKey: key });
  const optimistically = async (change: (fields: readonly DataField[]) => readonly DataField[]) => {
    await client.cancelQueries({ queryKey: key });
    const before = client.getQueryData<readonly DataField[]>(key);
    if (before) client.setQueryData(key, change(before));
    return { before };
  };
  const back = (
    _error: unknown,
    _input: unknown,
    context: { before: readonly DataField[] | undefined } | undefined,
  ) => {
    if (context?.before) client.setQueryData(key, context.before);
  };

  const create = useMutation({
    mutationFn: (draft: FieldDraft) =>
      ok<DataField>(api.POST('/api/v1/campaigns/{campaign_id}/fields', { params: { path }, body: draft as never })),
    onSuccess: refresh,
  });
  // One after the other: two quick switches must not overtake each other.
  const scope = { id: `fields-${campaignId}` };
  const patch = useMutation({
    scope,
    mutationFn: ({ name, change }: { name: string; change: FieldPatch }) =>
      ok<DataField>(
        api.PATCH('/api/v1/campaigns/{campaign_id}/fields/{name}', {
          params: { path: { ...path, name } },
          body: change as never,
        }),
      ),
    onMutate: ({ name, change }) =>
      optimistically(fields => fields.map(field => (field.name === name ? { ...field, ...change } : field))),
    onError: back,
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: async (name: string) => {
      await api.DELETE('/api/v1/campaigns/{campaign_id}/fields/{name}', { params: { path: { ...path, name } } });
    },
    onSuccess: refresh,
  });
  const order = useMutation({
    scope,
    mutationFn: async (names: readonly string[]) => {
      await api.PUT('/api/v1/campaigns/{campaign_id}/fields/order', {
        params: { path },
        body: { names: [...names] } as never,
      });
    },
    onMutate: names => optimistically(fields => names.flatMap(name => fields.find(field => field.name === name) ?? [])),
    onError: back,
    onSettled: refresh,
  });
  return { create, patch, remove, order };
}
