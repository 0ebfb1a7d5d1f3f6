import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Check, Plus, Search, UserRound } from 'lucide-react';
import { useState } from 'react';
import { useFoundCustomerFields } from '../../api/queries/customer-fields';
import { useFieldChanges } from '../../api/queries/fields';
import type { Campaign, CustomerField, DataField } from '../../api/types';
import { texts } from '../../texts/en';
import { data as dataTexts } from '../../texts/en/data';
import { EmptyState, ErrorState, SkeletonRows, StaleBar } from '../../ui/states';
import { say, sayFailed } from '../../ui/toast';
import s from './manage-fields.module.css';

const words = dataTexts.reuse;

export interface ReuseFieldProps {
  readonly campaign: Campaign;
  readonly fields: readonly DataField[];
}

/** Finds the Customer Profile fields that other campaigns have brought, and adds them with name, type and values as they are. */
export function ReuseField({ campaign, fields }: ReuseFieldProps) {
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search.trim(), 250);
  const found = useFoundCustomerFields(wanted);
  const { create } = useFieldChanges(campaign.id);
  const present = new Set(fields.map(field => field.name));
  const adding = create.isPending ? create.variables.name : null;
  const custom = found.data?.items.filter(field => !field.system) ?? [];
  const more = (found.data?.total ?? 0) - (found.data?.items.length ?? 0);
  const add = ({ name, title, type, values }: CustomerField) =>
    create.mutate(
      {
        name,
        title,
        description: '',
        type,
        level: 'customer',
        import: true,
        required: false,
        ...(values ? { values } : {}),
      },
      { onSuccess: () => say(words.added(title)), onError: sayFailed },
    );
  return (
    <>
      <p className={s.lead}>{words.lead}</p>
      <TextInput
        data-autofocus
        autoFocus
        aria-label={words.search}
        placeholder={words.search}
        leftSection={<Search size={14} aria-hidden />}
        value={search}
        onChange={event => setSearch(event.currentTarget.value)}
      />
      <StaleBar active={found.isPlaceholderData} />
      {found.isPending ? (
        <SkeletonRows rows={4} />
      ) : found.isError && !found.data ? (
        <ErrorState what={words.list} error={found.error} onRetry={() => void found.refetch()} />
      ) : custom.length === 0 ? (
        wanted ? (
          <EmptyState icon={Search} title={words.noneFound} text={words.noneFoundText} />
        ) : (
          <EmptyState icon={UserRound} title={words.empty} text={words.emptyText} />
        )
      ) : (
        <ul className={s.list} aria-label={words.list}>
          {custom.map(field => (
            <li key={field.name} className={s.row}>
              <span className={s.names}>
                <b>{field.title}</b>
                <code>{field.name}</code>
              </span>
              <span className={s.type} title={field.values?.join(', ')}>
                {dataTexts.types[field.type]}
              </span>
              {present.has(field.name) ? (
                <span className={s.system}>
                  <Check size={13} aria-hidden />
                  {words.present}
                </span>
              ) : (
                <Button
                  size="compact-sm"
                  variant="default"
                  leftSection={<Plus size={13} aria-hidden />}
                  aria-label={words.addOf(field.title)}
                  loading={adding === field.name}
                  disabled={adding !== null && adding !== field.name}
                  onClick={() => add(field)}
                >
                  {texts.add}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {more > 0 && !found.isPlaceholderData && <p className={s.lead}>{words.more(more)}</p>}
    </>
  );
}
