import { Button, Group, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { asProblem } from '../../api/problem';
import { type AuditRetention, useChangeAuditRetention } from '../../api/queries/retention';
import { texts } from '../../texts/en';
import { retention as words } from '../../texts/en/retention';
import { Confirm } from '../../ui/confirm';
import { ProblemList } from '../../ui/problem-list';
import { say } from '../../ui/toast';
import { useUnsavedEdit } from '../../ui/unsaved-edits';
import { daysOf, keepsLess, type TypedDays } from './kept-days';
import s from './settings.module.css';

const LEAST = 90;
const MOST = 3_650;

/** For how long the events of the audit log are kept. */
export function KeptAuditForm({ kept }: { readonly kept: AuditRetention }) {
  const save = useChangeAuditRetention();
  const [typed, setTyped] = useState<TypedDays>(kept.days);
  const [asking, setAsking] = useState(false);
  const problem = save.error ? asProblem(save.error) : null;
  const days = daysOf(typed, LEAST, MOST) ?? undefined;
  const changed = typed !== kept.days;
  useUnsavedEdit(changed);

  const submit = () => {
    if (days === undefined || !changed || save.isPending) return;
    save.mutate(
      { days },
      {
        onSuccess: () => {
          say(words.audit.saved);
          setAsking(false);
        },
      },
    );
  };
  return (
    <form
      className={s.form}
      noValidate
      onSubmit={event => {
        event.preventDefault();
        if (days !== undefined && keepsLess(kept.days, days)) setAsking(true);
        else submit();
      }}
    >
      {!asking && <ProblemList error={save.error} shownElsewhere={['days']} />}
      <NumberInput
        label={words.audit.days}
        description={words.audit.daysHint}
        min={LEAST}
        max={MOST}
        clampBehavior="none"
        allowDecimal={false}
        allowNegative={false}
        thousandSeparator=" "
        value={typed}
        error={days === undefined ? words.audit.invalid : problem?.messageFor('days')}
        onChange={setTyped}
      />
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
      {asking && days !== undefined && (
        <Confirm
          title={words.confirm.title}
          submit={words.confirm.submit}
          danger
          busy={save.isPending}
          error={save.error}
          onConfirm={submit}
          onClose={() => setAsking(false)}
        >
          <p>{words.confirm.audit(days)}</p>
          <p>{words.confirm.text}</p>
        </Confirm>
      )}
    </form>
  );
}
