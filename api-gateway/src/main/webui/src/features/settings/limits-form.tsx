import { NumberInput, Select, Switch } from '@mantine/core';
import { useState } from 'react';
import { asProblem } from '../../api/problem';
import { type ContactLimits, type LimitAction, useContactLimitChanges } from '../../api/queries/contact-limits';
import { contactLimits } from '../../texts/en/contact-limits';
import { settings } from '../../texts/en/settings';
import { EditDialog } from '../../ui/edit-dialog';
import { TimeField } from '../../ui/time-field';
import { say } from '../../ui/toast';
import { useEdited } from '../../ui/unsaved-edits';
import { type CapUnit, draftOf, type LimitFaults, type LimitsInput, limitFaults, limitsOf } from './limit-rules';
import s from './settings.module.css';

const words = contactLimits.form;
const units = Object.entries(words.units).map(([value, label]) => ({ value, label }));
const actions = Object.entries(words.actions).map(([value, label]) => ({ value, label }));
const shown = ['frequency_cap.most', 'frequency_cap.hours', 'quiet_hours.from', 'quiet_hours.to'];

export interface LimitsFormProps {
  readonly limits: ContactLimits;
  readonly onClose: () => void;
}

/** How often one contact is contacted on a type of channel, and at which hours nobody is. */
export default function LimitsForm({ limits, onClose }: LimitsFormProps) {
  const { limit } = useContactLimitChanges();
  const [input, setInput] = useState(limitsOf(limits));
  const [tried, setTried] = useState(false);
  const dirty = useEdited(input);
  const problem = limit.error ? asProblem(limit.error) : null;
  const faults = limitFaults(input);
  const wrong = Object.keys(faults).length > 0;
  const channel = settings.channels.types[limits.channel];
  const part: PartProps = {
    value: input,
    faults: tried ? faults : {},
    said: field => problem?.messageFor(field),
    onChange: some => setInput({ ...input, ...some }),
  };
  const submit = () => {
    setTried(true);
    if (wrong || limit.isPending) return;
    limit.mutate(
      { channel: limits.channel, draft: draftOf(input) },
      {
        onSuccess: () => {
          say(contactLimits.saved(channel));
          onClose();
        },
      },
    );
  };
  return (
    <EditDialog
      dirty={dirty}
      onClose={onClose}
      size={520}
      title={words.title(channel)}
      error={limit.error}
      shownElsewhere={shown}
      wrong={wrong}
      pending={limit.isPending}
      onSubmit={submit}
    >
      <FrequencyCap {...part} />
      <QuietHours {...part} />
    </EditDialog>
  );
}

interface PartProps {
  readonly value: LimitsInput;
  readonly faults: LimitFaults;
  readonly said: (field: string) => string | undefined;
  readonly onChange: (some: Partial<LimitsInput>) => void;
}

function FrequencyCap({ value, faults, said, onChange }: PartProps) {
  return (
    <fieldset className={s.section}>
      <legend>{words.cap}</legend>
      <Switch
        data-autofocus
        label={words.capOn}
        description={words.capHint}
        checked={value.capped}
        onChange={event => onChange({ capped: event.currentTarget.checked })}
      />
      {value.capped && (
        <>
          <div className={s.row}>
            <NumberInput
              label={words.most}
              min={1}
              clampBehavior="none"
              allowDecimal={false}
              value={value.most}
              error={faults.most ?? said('frequency_cap.most')}
              onChange={most => onChange({ most })}
            />
            <NumberInput
              label={words.within}
              min={1}
              clampBehavior="none"
              allowDecimal={false}
              value={value.within}
              error={faults.within ?? said('frequency_cap.hours')}
              onChange={within => onChange({ within })}
            />
            <Select
              label={words.unit}
              allowDeselect={false}
              data={units}
              value={value.unit}
              onChange={unit => onChange({ unit: unit as CapUnit })}
            />
          </div>
          <ActionSelect
            label={words.capAction}
            value={value.capAction}
            onChange={capAction => onChange({ capAction })}
          />
        </>
      )}
    </fieldset>
  );
}

function QuietHours({ value, faults, said, onChange }: PartProps) {
  const overnight = value.from > value.to && !faults.to;
  return (
    <fieldset className={s.section}>
      <legend>{words.quiet}</legend>
      <Switch
        label={words.quietOn}
        description={words.quietHint}
        checked={value.quiet}
        onChange={event => onChange({ quiet: event.currentTarget.checked })}
      />
      {value.quiet && (
        <>
          <div className={s.row}>
            <TimeField
              label={words.from}
              value={value.from}
              error={faults.from ?? said('quiet_hours.from')}
              onChange={from => onChange({ from })}
            />
            <TimeField
              label={words.to}
              value={value.to}
              error={faults.to ?? said('quiet_hours.to')}
              onChange={to => onChange({ to })}
            />
          </div>
          {overnight && <p className={s.hint}>{words.nextDay(value.to)}</p>}
          <ActionSelect
            label={words.quietAction}
            value={value.quietAction}
            onChange={quietAction => onChange({ quietAction })}
          />
        </>
      )}
    </fieldset>
  );
}

interface ActionSelectProps {
  readonly label: string;
  readonly value: LimitAction;
  readonly onChange: (action: LimitAction) => void;
}

function ActionSelect({ label, value, onChange }: ActionSelectProps) {
  return (
    <Select
      label={label}
      allowDeselect={false}
      data={actions}
      value={value}
      onChange={action => onChange(action as LimitAction)}
    />
  );
}
