import { Button } from '@mantine/core';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { asProblem } from '../../api/problem';
import { useCustomerFields } from '../../api/queries/customer-fields';
import { type CustomerDetails, useEditCustomer } from '../../api/queries/customers';
import type { AttributeValue } from '../../api/queries/participants';
import { usePermissions } from '../../api/queries/session';
import type { CustomerField } from '../../api/types';
import { texts } from '../../texts/en';
import { AttributeInput, AttributeText, changed } from '../../ui/attribute';
import { Copyable } from '../../ui/copyable';
import { Facts } from '../../ui/facts';
import { ProblemList } from '../../ui/problem-list';
import { ErrorState, SkeletonRows } from '../../ui/states';
import { Time } from '../../ui/time';
import { say } from '../../ui/toast';
import s from './customers.module.css';
import { profileField } from './rules';

const words = texts.customers.one;

/** The values that all campaigns share, to be read and typed over at the same place. */
export function Profile({ customer }: { readonly customer: CustomerDetails }) {
  const { editParticipants } = usePermissions();
  const fields = useCustomerFields();
  const [editing, setEditing] = useState(false);
  return (
    <section className={s.card} aria-labelledby="profile">
      <div className={s.cardHead}>
        <h2 id="profile">{words.profile}</h2>
        {editParticipants && !editing && (
          <Button variant="default" leftSection={<Pencil size={13} />} onClick={() => setEditing(true)}>
            {words.edit}
          </Button>
        )}
      </div>
      {fields.isPending ? (
        <SkeletonRows rows={6} />
      ) : editing ? (
        <EditProfile customer={customer} fields={fields.data} onDone={() => setEditing(false)} />
      ) : (
        <Values customer={customer} fields={fields.data} />
      )}
      {fields.isError && !fields.data && (
        <ErrorState what={words.fields} error={fields.error} onRetry={() => void fields.refetch()} />
      )}
    </section>
  );
}

interface ProfileProps {
  readonly customer: CustomerDetails;
  readonly fields: ReadonlyMap<string, CustomerField> | undefined;
}

function Values({ customer, fields }: ProfileProps) {
  return (
    <Facts
      items={[
        ...Object.entries(customer.attributes).map(([name, value]) => {
          const field = profileField(name, value, fields);
          return [name, field.title, <AttributeText key={name} type={field.type} value={value} />] as const;
        }),
        [' id', words.id, <Copyable key="id" value={customer.id} label={words.id} />],
        [' created', words.createdAt, <Time key="created" at={customer.created_at} />],
        [' updated', words.updatedAt, <Time key="updated" at={customer.updated_at} />],
      ]}
    />
  );
}

function EditProfile({ customer, fields, onDone }: ProfileProps & { readonly onDone: () => void }) {
  const edit = useEditCustomer(customer.id);
  const [before] = useState(customer.attributes);
  const [values, setValues] = useState<Readonly<Record<string, AttributeValue>>>(customer.attributes);
  const problem = edit.error ? asProblem(edit.error) : null;
  const names = Object.keys(before);
  const save = () => {
    const attributes = changed(before, values);
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
