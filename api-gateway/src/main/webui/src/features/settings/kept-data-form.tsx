import { Button, Group, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { asProblem } from '../../api/problem';
import { type Retention, useChangeRetention } from '../../api/queries/retention';
import { texts } from '../../texts/en';
import { retention as words } from '../../texts/en/retention';
import { Confirm } from '../../ui/confirm';
import { ProblemList } from '../../ui/problem-list';
import { say } from '../../ui/toast';
import { useUnsavedEdit } from '../../ui/unsaved-edits';
import { daysOf, keepsLess, type TypedDays } from './kept-days';
import s from './settings.module.css';

const LEAST = 1;
const MOST = 36_500;
const fields = ['participant_days', 'communication_days'];

/** For how long participants and communications are kept. Keeping less is asked about, since it cannot be undone. */
export function KeptDataForm({ kept }: { readonly kept: Retention }) {
  const save = useChangeRetention();
  const before = { participants: kept.participant_days ?? null, communications: kept.communication_days ?? null };
  const [participants, setParticipants] = useState<TypedDays>(before.participants ?? '');
  const [communications, setCommunications] = useState<TypedDays>(before.communications ?? '');
  const [asking, setAsking] = useState(false);
  const problem = save.error ? asProblem(save.error) : null;
  const now = {
    participants: daysOf(participants, LEAST, MOST),
    communications: daysOf(communications, LEAST, MOST),
  };
  const changed = now.participants !== before.participants || now.communications !== before.communications;
  useUnsavedEdit(changed);

  const submit = () => {
    if (now.participants === undefined || now.communications === undefined || !changed || save.isPending) return;
    save.mutate(
      { participant_days: now.participants, communication_days: now.communications },
      {
        onSuccess: () => {
          say(words.data.saved);
          setAsking(false);
        },
      },
    );
  };
  const fewerParticipants = keepsLess(before.participants, now.participants ?? null);
  const fewerCommunications = keepsLess(before.communications, now.communications ?? null);
  const field = (typed: TypedDays, change: (typed: TypedDays) => void, name: string) => ({
    min: LEAST,
    max: MOST,
    clampBehavior: 'none' as const,
    allowDecimal: false,
    allowNegative: false,
    thousandSeparator: ' ',
    placeholder: words.forever,
    value: typed,
    error: daysOf(typed, LEAST, MOST) === undefined ? words.data.invalid : problem?.messageFor(name),
    onChange: change,
  });
  return (
    <form
      className={s.form}
      noValidate
      onSubmit={event => {
        event.preventDefault();
        const valid = now.participants !== undefined && now.communications !== undefined;
        if (valid && changed && (fewerParticipants || fewerCommunications)) setAsking(true);
        else submit();
      }}
    >
      {!asking && <ProblemList error={save.error} shownElsewhere={fields} />}
      <NumberInput
        label={words.data.participants}
        description={words.data.participantsHint}
        {...field(participants, setParticipants, 'participant_days')}
      />
      <NumberInput
        label={words.data.communications}
        description={words.data.communicationsHint}
        {...field(communications, setCommunications, 'communication_days')}
      />
      <p className={s.hint}>{words.data.never}</p>
      <Group justify="flex-end">
        <Button
          type="submit"
          loading={save.isPending}
          disabled={!changed}
          title={changed ? undefined : words.unchanged}
        >
          {texts.save}
        </Button>
      </Group>
      {asking && (
        <Confirm
          title={words.confirm.title}
          submit={words.confirm.submit}
          danger
          busy={save.isPending}
          error={save.error}
          onConfirm={submit}
          onClose={() => setAsking(false)}
        >
          {fewerParticipants && <p>{words.confirm.participants(now.participants ?? 0)}</p>}
          {fewerCommunications && <p>{words.confirm.communications(now.communications ?? 0)}</p>}
          <p>{words.confirm.text}</p>
        </Confirm>
      )}
    </form>
  );
}
