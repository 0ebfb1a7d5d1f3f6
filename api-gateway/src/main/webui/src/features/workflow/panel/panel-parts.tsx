import { ActionIcon } from '@mantine/core';
import { Trash2 } from 'lucide-react';
import { panelTexts } from '../../../texts/en/workflow/panel';
import { useEditor } from '../editor-context';
import { useSettingFault } from './field-error';
import s from './panel-parts.module.css';
import { ValueInput, type ValueInputProps } from './value-input';

const words = panelTexts.panel;

/** A value with what is wrong with it. */
export function SettingInput({ nodeId, ...input }: ValueInputProps & { readonly nodeId: string }) {
  const fault = useSettingFault(nodeId, input.setting);
  return <ValueInput {...input} error={fault} />;
}

export function RemoveButton({ what, onClick }: { readonly what: string; readonly onClick: () => void }) {
  const { readOnly } = useEditor();
  if (readOnly) return null;
  return (
    <ActionIcon
      className={s.remove}
      variant="subtle"
      color="gray"
      size={26}
      aria-label={words.removeRow(what)}
      onClick={onClick}
    >
      <Trash2 size={14} />
    </ActionIcon>
  );
}
