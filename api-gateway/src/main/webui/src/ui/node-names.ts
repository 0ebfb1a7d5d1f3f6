import { useMemo } from 'react';
import { useFields } from '../api/queries/fields';
import { useFlowList } from '../api/queries/flows';
import type { DataField } from '../api/types';
import { nodeOf } from '../flow-model/graph';
import { type NameContext, nodeName } from '../flow-model/name';
import type { Flow } from '../flow-model/types';
import { communicationProperties } from './communication-properties';

/** What the names of nodes speak of: fields by their titles, and flows. */
export function nameContext(fields: readonly DataField[], flows: readonly Flow[]): NameContext {
  const byReference = new Map(fields.map(field => [`${field.level}.${field.name}`, field]));
  return {
    property: reference => {
      const field = byReference.get(reference);
      return field
        ? { reference, title: field.title, type: field.type, level: field.level, values: field.values ?? [] }
        : communicationProperties.find(one => one.reference === reference);
    },
    flowName: id => flows.find(flow => flow.id === id)?.name,
  };
}

/** Names nodes as the canvas does: most have none of their own and say what they are set to. */
export function useNodeNames(campaign: string) {
  const flows = useFlowList(campaign);
  const fields = useFields(campaign);
  const nameOf = useMemo(() => {
    const context = nameContext(fields.data ?? [], flows.data ?? []);
    return (flowId: string, nodeId: string) => {
      const flow = flows.data?.find(one => one.id === flowId);
      const node = flow && nodeOf(flow, nodeId);
      return node && nodeName(node, context);
    };
  }, [flows.data, fields.data]);
  return { nameOf, asked: flows.isError ? flows : fields };
}
