import { Select } from '@mantine/core';
import { isOperator, needsValue, operatorLabel, operatorsOf, takesList } from '../../../flow-model/operators';
import type { Operator, Property, Value } from '../../../flow-model/types';
import { asText, asValue } from '../../../flow-model/values';
import { panelTexts } from '../../../texts/en/workflow/panel';
import { useEditor } from '../editor-context';
import type { PanelProps } from '../registry/kind';
import { useSettingFault } from './field-error';
import { PropertySelect } from './property-select';
import { ValueInput } from './value-input';

const words = panelTexts.panel;

/** What a first value looks like, so that the usual check needs the fewest clicks. */
function firstValue(property: Property, operator: Operator): Value {
  if (property.type === 'date' || property.type === 'datetime') {
    return { kind: 'relative_date', base: 'today', offset_days: 0 };
  }
  if (takesList(operator)) return { kind: 'literal', value: [] };
  return property.type === 'boolean' ? { kind: 'literal', value: false } : { kind: 'literal', value: '' };
}

export default function FieldCheckPanel({ node, change }: PanelProps) {
  const { catalogue, readOnly } = useEditor();
  const { settings } = node;
  const reference = asText(settings.property);
  const property = catalogue.property(reference) ?? null;
  const operator = isOperator(settings.operator) ? settings.operator : null;
  const propertyFault = useSettingFault(node.id, 'property');
  const operatorFault = useSettingFault(node.id, 'operator');
  const valueFault = useSettingFault(node.id, 'value');

  const setProperty = (next: string) => {
    const chosen = catalogue.property(next);
    if (!chosen) return;
    const fits = operator && operatorsOf[chosen.type].includes(operator);
    const kept = fits && property?.type === chosen.type;
    if (kept) return change({ ...settings, property: next }, 'property');
    const first = fits ? operator : (operatorsOf[chosen.type][chosen.type === 'date' ? 5 : 0] ?? 'equals');
    change(
      { property: next, operator: first, ...(needsValue(first) ? { value: firstValue(chosen, first) } : {}) },
      'property',
    );
  };
  const setOperator = (next: string | null) => {
    if (!isOperator(next)) return;
    const { value, ...rest } = settings;
    if (!needsValue(next)) return change({ ...rest, operator: next }, 'operator');
    const literal = asValue(value);
    const wasList = Array.isArray(literal?.value);
    const keeps = literal && (literal.kind !== 'literal' || wasList === takesList(next));
    const after = keeps ? value : property ? firstValue(property, next) : { kind: 'literal', value: '' };
    change({ ...rest, operator: next, value: after }, 'operator');
  };
  return (
    <>
      <PropertySelect
        label={words.property}
        required
        setting="property"
        value={reference}
        error={propertyFault}
        onChange={setProperty}
      />
      <Select
        size="sm"
        label={words.operator}
        withAsterisk
        allowDeselect={false}
        searchable
        disabled={readOnly || !property}
        data-setting="operator"
        error={operatorFault}
        data={
          property
            ? operatorsOf[property.type].map(one => ({ value: one, label: operatorLabel(one, property.type) }))
            : []
        }
        value={operator}
        onChange={setOperator}
      />
      {operator && needsValue(operator) && (
        <ValueInput
          label={takesList(operator) ? words.values : words.value}
          required
          target={property}
          list={takesList(operator)}
          value={settings.value}
          error={valueFault}
          setting="value"
          onChange={value => change({ ...settings, value }, 'value')}
        />
      )}
    </>
  );
}
