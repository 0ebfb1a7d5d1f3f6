import { ActionIcon, Drawer, NativeSelect, Stack, TextInput } from '@mantine/core';
import { X } from 'lucide-react';
import type { ParticipantFilter, ParticipantStatus } from '../../api/queries/participants';
import { texts } from '../../texts/en';
import { participants as participantsTexts } from '../../texts/en/participants';
import { DateField } from '../../ui/date-field';
import { useTimeSettings } from '../../ui/time';
import { isUploadId, statuses } from './filter';
import s from './filter-panel.module.css';

const words = participantsTexts.filter;

export interface FilterPanelProps {
  readonly filter: ParticipantFilter;
  readonly onChange: (change: Partial<ParticipantFilter>) => void;
  readonly onClose: () => void;
  /** There is no room beside the list. */
  readonly narrow: boolean;
}

export default function FilterPanel(props: FilterPanelProps) {
  if (props.narrow) {
    return (
      <Drawer opened onClose={props.onClose} title={words.title} position="right" size={300}>
        <FilterFields {...props} />
      </Drawer>
    );
  }
  return (
    <aside className={s.panel} aria-label={words.title}>
      <div className={s.head}>
        <h2>{words.title}</h2>
        <ActionIcon variant="subtle" color="gray" size={28} aria-label={words.close} onClick={props.onClose}>
          <X size={16} />
        </ActionIcon>
      </div>
      <FilterFields {...props} />
    </aside>
  );
}

function FilterFields({ filter, onChange }: FilterPanelProps) {
  const { timezone } = useTimeSettings();
  const text = (name: 'name' | 'email' | 'phone' | 'external_id', label: string, placeholder: string) => (
    <TextInput
      size="xs"
      label={label}
      placeholder={placeholder}
      value={filter[name]}
      onChange={event => onChange({ [name]: event.currentTarget.value })}
    />
  );
  const badRange = filter.created_from !== '' && filter.created_to !== '' && filter.created_from > filter.created_to;
  const badUpload = filter.upload_id !== '' && !isUploadId(filter.upload_id);
  return (
    <Stack gap={12}>
      {text('name', words.name, words.contains)}
      {text('email', words.email, words.contains)}
      {text('phone', words.phone, words.contains)}
      <NativeSelect
        size="xs"
        label={words.status}
        title={participantsTexts.statusHint}
        data={[
          { value: '', label: texts.any },
          ...statuses.map(status => ({ value: status, label: participantsTexts.status[status] })),
        ]}
        value={filter.status}
        onChange={event => onChange({ status: event.currentTarget.value as ParticipantStatus | '' })}
      />
      <fieldset className={s.range}>
        <legend>{words.created(timezone)}</legend>
        <DateField
          size="xs"
          aria-label={words.createdFrom}
          max={filter.created_to || undefined}
          value={filter.created_from}
          error={badRange ? words.badRange : undefined}
          onChange={day => onChange({ created_from: day })}
        />
        <DateField
          size="xs"
          aria-label={words.createdTo}
          min={filter.created_from || undefined}
          value={filter.created_to}
          onChange={day => onChange({ created_to: day })}
        />
      </fieldset>
      {text('external_id', words.externalId, words.exactly)}
      <TextInput
        size="xs"
        label={words.uploadId}
        value={filter.upload_id}
        error={badUpload ? words.badUploadId : undefined}
        onChange={event => onChange({ upload_id: event.currentTarget.value })}
      />
    </Stack>
  );
}
