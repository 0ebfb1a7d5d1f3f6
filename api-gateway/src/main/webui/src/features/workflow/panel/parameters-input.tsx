import { Button, TextInput } from '@mantine/core';
import { Plus } from 'lucide-react';
import type { Value } from '../../../flow-model/types';
import { panelTexts } from '../../../texts/en/workflow/panel';
import { useEditor } from '../editor-context';
import type { PanelProps } from '../registry/kind';
import { RemoveButton, SettingInput } from './panel-parts';
import s from './panel-parts.module.css';

const words = panelTexts.panel;

/** Name and value; the order is kept, because people think of them in the order they wrote. */
export function ParametersInput({ node, change }: PanelProps) {
  const { readOnly } = useEditor();
  const { settings } = node;
  const parameters = Object.entries((settings.parameters ?? {}) as Record<string, Value>);
  const put = (entries: readonly (readonly [string, Value])[], key: string) =>
    change({ ...settings, parameters: Object.fromEntries(entries) }, key);
  const freshName = () => {
    const taken = new Set(parameters.map(([name]) => name));
    for (let number = 1; ; number += 1) if (!taken.has(`parameter_${number}`)) return `parameter_${number}`;
  };
  return (
    <div className={s.list}>
      <div>
        <p className={s.title}>{words.parameters}</p>
        <p className={s.hint}>{words.parametersHint}</p>
      </div>
      {parameters.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is edited, so it cannot be the key
        <div key={index} className={s.item}>
          <RemoveButton
            what={name}
            onClick={() =>
              put(
                parameters.filter((_, at) => at !== index),
                'parameters',
              )
            }
          />
          <TextInput
            size="sm"
            label={words.parameterName}
            disabled={readOnly}
            defaultValue={name}
            onBlur={event => {
              const next = event.currentTarget.value.trim();
              if (!next || (next !== name && parameters.some(([one]) => one === next))) {
                event.currentTarget.value = name;
              } else if (next !== name) {
                put(
                  parameters.map((entry, at) => (at === index ? [next, value] : entry)),
                  'parameters',
                );
              }
            }}
          />
          <SettingInput
            nodeId={node.id}
            label={words.value}
            target={null}
            value={value}
            setting={`parameters.${name}`}
            onChange={next =>
              put(
                parameters.map((entry, at) => (at === index ? [name, next] : entry)),
                `parameter.${name}`,
              )
            }
          />
        </div>
      ))}
      {!readOnly && (
        <Button
          variant="default"
          leftSection={<Plus size={14} />}
          onClick={() => put([...parameters, [freshName(), { kind: 'field', field: '' }]], 'parameters')}
        >
          {words.addParameter}
        </Button>
      )}
    </div>
  );
}
