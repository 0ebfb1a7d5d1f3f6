import { Button } from '@mantine/core';
import { Pencil } from 'lucide-react';
import { Suspense, useState } from 'react';
import type { useCustomerFields } from '../../api/queries/customer-fields';
import type { CustomerDetails } from '../../api/queries/customers';
import { usePermissions } from '../../api/queries/session';
import type { CustomerField } from '../../api/types';
import { customers as customersTexts } from '../../texts/en/customers';
import { AttributeText } from '../../ui/attribute';
import { Copyable } from '../../ui/copyable';
import { DescriptionList } from '../../ui/description-list';
import { lazyPart } from '../../ui/lazy-part';
import { ErrorState, SkeletonRows } from '../../ui/states';
import { Time } from '../../ui/time';
import s from './customers.module.css';
import { profileField } from './rules';

const words = customersTexts.one;

/** Not before it is used. */
const EditProfile = lazyPart(() => import('./edit-profile'));

export interface ProfileCardProps {
  readonly customer: CustomerDetails;
  /** What the values are called, or why that is not known. */
  readonly asked: ReturnType<typeof useCustomerFields>;
}

/** The values that all campaigns share, to be read and typed over at the same place. */
export function Profile({ customer, asked }: ProfileCardProps) {
  const { editParticipants } = usePermissions();
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
      {editing ? (
        <Suspense fallback={<SkeletonRows rows={6} />}>
          <EditProfile customer={customer} fields={asked.data} onDone={() => setEditing(false)} />
        </Suspense>
      ) : (
        <Values customer={customer} fields={asked.data} />
      )}
      {asked.isError && !asked.data && (
        <ErrorState what={words.fields} error={asked.error} onRetry={() => void asked.refetch()} />
      )}
    </section>
  );
}

export interface ProfileProps {
  readonly customer: CustomerDetails;
  readonly fields: ReadonlyMap<string, CustomerField> | undefined;
}

function Values({ customer, fields }: ProfileProps) {
  return (
    <DescriptionList
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
