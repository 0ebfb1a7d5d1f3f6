import { Button } from '@mantine/core';
import { useState } from 'react';
import { asProblem } from '../../api/problem';
import { useEditCustomer } from '../../api/queries/customers';
import type { AttributeValue } from '../../api/queries/participants';
import { texts } from '../../texts/en';
import { customers as customersTexts } from '../../texts/en/customers';
import { changed } from '../../ui/attribute';
import { AttributeInput } from '../../ui/attribute-input';
import { ProblemList } from '../../ui/problem-list';
import { say } from '../../ui/toast';
import { useUnsavedEdit } from '../../ui/unsaved-edits';
import s from './customers.module.css';
import type { ProfileProps } from './profile';
import { profileField } from './rules';

const words = customersTexts.one;

/** Only what was changed is sent. */
export default function EditProfile({ customer, fields, onDone }: ProfileProps & { readonly onDone: () => void }) {
  const edit = useEditCustomer(customer.id);
  const [before] = useState(customer.attributes);
  const [values, setValues] = useState<Readonly<Record<string, AttributeValue>>>(customer.attributes);
  const problem = edit.error ? asProblem(edit.error) : null;
  const names = Object.keys(before);
  const attributes = changed(before, values);
  useUnsavedEdit(Object.keys(attributes).length > 0);
  const save = () => {
    if (Object.keys(attributes).length === 0) return onDone();
    edit.mutate(
      { attributes },
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
      noValidate
      onSubmit={event => {
        event.preventDefault();
        save();
      }}
    >
      <ProblemList error={edit.error} shownElsewhere={names} />
      <div className={s.form}>
        {names.map(name => (
          <AttributeInput
            key={name}
            field={profileField(name, before[name] ?? null, fields)}
            value={values[name] ?? null}
            error={problem?.messageFor(name)}
            onChange={value => setValues(current => ({ ...current, [name]: value }))}
          />
        ))}
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
