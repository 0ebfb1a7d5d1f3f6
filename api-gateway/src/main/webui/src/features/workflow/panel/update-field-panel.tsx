import { Button, Checkbox } from '@mantine/core';
import { Plus } from 'lucide-react';
import type { Property, Value } from '../../../flow-model/types';
import { asText } from '../../../flow-model/values';
import { panelTexts } from '../../../texts/en/workflow/panel';
import { useEditor } from '../editor-context';
import type { PanelProps } from '../registry/kind';
import { useSettingFault } from './field-error';
import { RemoveButton } from './panel-parts';
import s from './panel-parts.module.css';
import { PropertySelect } from './property-select';
import { ValueInput } from './value-input';

const words = panelTexts.panel;

interface Update {
  readonly field?: string;
  readonly value?: Value;
}

export default function UpdateFieldPanel({ node, change }: PanelProps) {
  const { readOnly } = useEditor();
  const { settings } = node;
  const updates: readonly Update[] = Array.isArray(settings.updates) ? settings.updates : [];
  const put = (next: readonly Update[], key: string) => change({ ...settings, updates: next }, key);
  return (
    <div className={s.list}>
      {updates.map((update, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: updates are made in their order, which is what they are
        <div key={index} className={s.item}>
          <RemoveButton
            what={`${words.updateField} ${index + 1}`}
            onClick={() =>
              put(
                updates.filter((_, at) => at !== index),
                'updates',
              )
            }
          />
          <UpdateInput
            nodeId={node.id}
            index={index}
            update={update}
            onChange={next =>
              put(
                updates.map((one, at) => (at === index ? next : one)),
                `update.${index}`,
              )
            }
          />
        </div>
      ))}
      {!readOnly && (
        <Button
          variant="default"
          leftSection={<Plus size={14} />}
          data-setting="updates"
          onClick={() => put([...updates, {}], 'updates')}
        >
          {words.addUpdate}
        </Button>
      )}
    </div>
  );
}

const CLEARED: Value = { kind: 'literal', value: null };

function firstOf(field: Property | null): Value {
  return { kind: 'literal', value: field?.type === 'boolean' ? true : '' };
}

interface UpdateInputProps {
  readonly nodeId: string;
  readonly index: number;
  readonly update: Update;
  readonly onChange: (update: Update) => void;
}

function UpdateInput({ nodeId, index, update, onChange }: UpdateInputProps) {
  const { catalogue, readOnly } = useEditor();
  const clears = update.value?.kind === 'literal' && update.value.value === null;
  const target = catalogue.property(asText(update.field)) ?? null;
  const fieldFault = useSettingFault(nodeId, `updates[${index}].field`);
  const valueFault = useSettingFault(nodeId, `updates[${index}].value`);
  return (
    <>
      <PropertySelect
        label={words.updateField}
        required
        from={catalogue.writable}
        setting={`updates[${index}].field`}
        value={asText(update.field)}
        error={fieldFault}
        onChange={field => {
          const chosen = catalogue.property(field) ?? null;
          const keeps = update.value && target?.type === chosen?.type;
          onChange({ field, value: keeps && update.value ? update.value : firstOf(chosen) });
        }}
      />
      {target && (
        <Checkbox
          size="xs"
          label={words.clearsField}
          disabled={readOnly}
          checked={clears}
          onChange={event => onChange({ ...update, value: event.currentTarget.checked ? CLEARED : firstOf(target) })}
        />
      )}
      {target && !clears && (
        <ValueInput
          label={words.value}
          required
          target={target}
          value={update.value}
          error={valueFault}
          setting={`updates[${index}].value`}
          onChange={value => onChange({ ...update, value })}
        />
      )}
    </>
  );
}
