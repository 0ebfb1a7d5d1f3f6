import { Select } from '@mantine/core';
import { asText } from '../../../flow-model/values';
import { panelTexts } from '../../../texts/en/workflow/panel';
import { useEditor } from '../editor-context';
import type { PanelProps } from '../registry/kind';
import { useSettingFault } from './field-error';

const words = panelTexts.panel;

export default function ToAnotherFlowPanel({ node, change }: PanelProps) {
  const { catalogue, readOnly, flowId } = useEditor();
  const fault = useSettingFault(node.id, 'flow_id');
  const chosen = asText(node.settings.flow_id);
  const targets = catalogue.flows.filter(
    flow => flow.id !== flowId && flow.nodes.some(one => one.type === 'from_another_flow'),
  );
  const known = targets.some(flow => flow.id === chosen);
  return (
    <Select
      size="sm"
      label={words.targetFlow}
      description={targets.length > 0 ? words.targetHint : words.noTargets}
      withAsterisk
      searchable
      allowDeselect={false}
      disabled={readOnly}
      error={fault}
      data-setting="flow_id"
      data={[
        ...targets.map(flow => ({ value: flow.id, label: flow.active ? flow.name : words.targetInactive(flow.name) })),
        ...(chosen && !known
          ? [{ value: chosen, label: catalogue.flowName(chosen) ?? words.gone(chosen), disabled: true }]
          : []),
      ]}
      value={chosen || null}
      onChange={id => change({ ...node.settings, flow_id: id }, 'flow_id')}
    />
  );
}
