import { Button, Select, TextInput } from '@mantine/core';
import { texts } from '../../texts/en';
import { audit } from '../../texts/en/audit';
import { DateField } from '../../ui/date-field';
import s from './audit.module.css';
import { type AuditFilter, isActive, noFilter } from './filter';

const words = audit.filter;
const options = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));
const actions = options(audit.actions);
const objects = options(audit.objects);
const outcomes = options(audit.outcomes);

export interface AuditFiltersProps {
  readonly filter: AuditFilter;
  readonly onChange: (change: Partial<AuditFilter>) => void;
}

/** What narrows the list. It is all in the address, so that a view can be sent to somebody. */
export function AuditFilters({ filter, onChange }: AuditFiltersProps) {
  const choice = (name: 'action' | 'object_type' | 'outcome', label: string, data: typeof actions) => (
    <Select
      size="xs"
      label={label}
      placeholder={texts.any}
      data={data}
      clearable
      searchable={data.length > 5}
      value={filter[name] || null}
      onChange={value => onChange({ [name]: value ?? '' })}
    />
  );
  const text = (name: 'actor' | 'object_id' | 'campaign_id', label: string) => (
    <TextInput
      size="xs"
      label={label}
      value={filter[name]}
      onChange={event => onChange({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <div className={s.filters}>
      {choice('action', words.action, actions)}
      {choice('object_type', words.object, objects)}
      {choice('outcome', words.outcome, outcomes)}
      {text('actor', words.actor)}
      {text('object_id', words.objectId)}
      {text('campaign_id', words.campaign)}
      <DateField size="xs" label={words.from} value={filter.from} onChange={from => onChange({ from })} />
      <DateField size="xs" label={words.to} value={filter.to} onChange={to => onChange({ to })} />
      {isActive(filter) && (
        <Button className={s.clear ?? ''} size="xs" variant="subtle" onClick={() => onChange(noFilter)}>
          {texts.clearFilters}
        </Button>
      )}
    </div>
  );
}
