import { Button, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Location } from 'react-router';
import { asProblem } from '../../api/problem';
import { type AttributeValue, type ParticipantDetails, useEditParticipant } from '../../api/queries/participants';
import type { DataField } from '../../api/types';
import { texts } from '../../texts/en';
import { participants as participantsTexts } from '../../texts/en/participants';
import { changed } from '../../ui/attribute';
import { AttributeInput } from '../../ui/attribute-input';
import { ProblemList } from '../../ui/problem-list';
import { say } from '../../ui/toast';
import { useUnsavedEdit } from '../../ui/unsaved-edits';
import s from './participant-detail.module.css';

const words = participantsTexts.details;

export interface EditParticipantProps {
  readonly participant: ParticipantDetails;
  readonly fields: readonly DataField[];
  readonly onDone: () => void;
}

/** The same values in the same order, to be typed over. Only what was changed is sent. */
export default function EditParticipant({ participant, fields, onDone }: EditParticipantProps) {
  const edit = useEditParticipant(participant.campaign_id, participant.id);
  const [before] = useState(participant);
  const [values, setValues] = useState<Readonly<Record<string, AttributeValue>>>(participant.attributes);
  const [timezone, setTimezone] = useState(participant.timezone ?? '');
  const shown = fields.filter(field => field.name in participant.attributes);
  const shared = shown.filter(field => field.level === 'customer').map(field => field.title);
  const problem = edit.error ? asProblem(edit.error) : null;
  const edited = changed(before.attributes, values);
  const sameZone = timezone.trim() === (before.timezone ?? '');
  useUnsavedEdit(Object.keys(edited).length > 0 || !sameZone, { isLeftBy: anotherView });
  const form = useRef<HTMLFormElement>(null);
  // The form is higher than what it takes the place of, and the row that it is in moves.
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const save = () => {
    const zone = timezone.trim();
    if (Object.keys(edited).length === 0 && sameZone) return onDone();
    edit.mutate(
      {
        ...(Object.keys(edited).length > 0 ? { attributes: edited } : {}),
        ...(sameZone ? {} : { timezone: zone === '' ? null : zone }),
      },
      {
        onSuccess: () => {
          say(words.saved);
          onDone();
        },
      },
    );
  };
  return (
    <form
      ref={form}
      noValidate
      onSubmit={event => {
        event.preventDefault();
        save();
      }}
    >
      <ProblemList error={edit.error} shownElsewhere={[...shown.map(field => field.name), 'timezone']} />
      {shared.length > 0 && <p className={s.note}>{words.shared(shared.join(', '))}</p>}
      <div className={s.form}>
        {shown.map(field => (
          <AttributeInput
            key={field.name}
            field={field}
            value={values[field.name] ?? null}
            error={problem?.messageFor(field.name)}
            onChange={value => setValues(current => ({ ...current, [field.name]: value }))}
          />
        ))}
        <TextInput
          size="xs"
          label={words.timezone}
          description={words.timezoneHint}
          value={timezone}
          error={problem?.messageFor('timezone')}
          onChange={event => setTimezone(event.currentTarget.value)}
        />
      </div>
      <div className={s.actions}>
        <Button type="submit" loading={edit.isPending}>
          {texts.save}
        </Button>
        <Button variant="default" onClick={onDone}>
          {texts.cancel}
        </Button>
      </div>
    </form>
  );
}

/** Another order, filter or open row may take this one off the page; somebody's communications stand over it. */
function anotherView(from: Location, to: Location): boolean {
  const rowsOf = ({ pathname, search }: Location) => {
    const parameters = new URLSearchParams(search);
    parameters.delete('communications');
    parameters.sort();
    return `${pathname}?${parameters}`;
  };
  return rowsOf(from) !== rowsOf(to);
}
