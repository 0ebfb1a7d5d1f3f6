import { asText } from '../../../flow-model/values';
import { panelTexts } from '../../../texts/en/workflow/panel';
import { useEditor } from '../editor-context';
import type { PanelProps } from '../registry/kind';
import { ExpressionInput } from './expression-input';
import { useSettingFault } from './field-error';

export default function PythonActionPanel({ node, change }: PanelProps) {
  const { readOnly } = useEditor();
  const fault = useSettingFault(node.id, 'script');
  return (
    <ExpressionInput
      label={panelTexts.panel.script}
      script
      code={asText(node.settings.script)}
      error={fault}
      readOnly={readOnly}
      setting="script"
      onChange={script => change({ ...node.settings, script }, 'script')}
    />
  );
}
