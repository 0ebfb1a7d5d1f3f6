import { Select } from '@mantine/core';
import { useMemo } from 'react';
import type { Property } from '../../../flow-model/types';
import { panelTexts } from '../../../texts/en/workflow/panel';
import { useEditor } from '../editor-context';

export interface PropertySelectProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (reference: string) => void;
  readonly error?: string | undefined;
  readonly required?: boolean;
  readonly only?: (property: Property) => boolean;
  readonly from?: readonly Property[];
  readonly setting?: string;
  readonly labelHidden?: boolean;
}

const levels = ['customer', 'participant', 'communication'] as const;

/** Grouped as the guide does it. One that is no longer there is named, so that nobody wonders what was meant. */
export function PropertySelect(props: PropertySelectProps) {
  const { catalogue, readOnly } = useEditor();
  const { from = catalogue.properties, only, value } = props;
  const data = useMemo(() => {
    const groups = levels
      .map(level => ({
        group: panelTexts.panel.propertyGroups[level],
        items: from
          .filter(property => property.level === level && (only?.(property) ?? true))
          .map(property => ({ value: property.reference, label: property.title })),
      }))
      .filter(group => group.items.length > 0);
    const known = groups.some(group => group.items.some(item => item.value === value));
    return value && !known
      ? [{ group: '', items: [{ value, label: panelTexts.panel.gone(value), disabled: true }] }, ...groups]
      : groups;
  }, [from, only, value]);
  return (
    <Select
      size="sm"
      searchable
      allowDeselect={false}
      {...(props.labelHidden ? { 'aria-label': props.label } : { label: props.label })}
      withAsterisk={props.required ?? false}
      data={data}
      value={value || null}
      disabled={readOnly}
      error={props.error}
      data-setting={props.setting}
      onChange={reference => reference && props.onChange(reference)}
    />
  );
}
