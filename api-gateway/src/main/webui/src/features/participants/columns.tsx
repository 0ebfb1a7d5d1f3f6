import { ActionIcon, Tooltip } from '@mantine/core';
import { ChevronDown, ChevronRight, Trash2 } from 'lucide-react';
import type { Participant } from '../../api/queries/participants';
import { texts } from '../../texts/en';
import { number } from '../../texts/en/common';
import { participants as participantsTexts } from '../../texts/en/participants';
import type { Column } from '../../ui/data-table';
import { Time } from '../../ui/time';
import s from './participants-page.module.css';

const words = participantsTexts;

/** What a person is called: by name, else by what is known. */
export function nameOf(participant: Participant | undefined): string {
  return participant?.name || participant?.external_id || participant?.email || participant?.phone || words.unnamed;
}

export interface ColumnActions {
  readonly open: string | null;
  readonly onToggle: (participant: Participant) => void;
  readonly onCommunications: (participant: Participant) => void;
  readonly onRemove?: (participant: Participant) => void;
}

export function columnsOf({
  open,
  onToggle,
  onCommunications,
  onRemove,
}: ColumnActions): readonly Column<Participant>[] {
  const text = (value: string | null) => (
    <span className={s.second} title={value ?? undefined}>
      {value || texts.none}
    </span>
  );
  const columns: Column<Participant>[] = [
    {
      id: 'expand',
      header: words.columns.expand,
      headerHidden: true,
      width: '42px',
      cell: participant => (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={26}
          aria-label={words.expand(nameOf(participant))}
          aria-expanded={participant.id === open}
          onClick={() => onToggle(participant)}
        >
          {participant.id === open ? <ChevronDown size={16} /> : <ChevronRight size={16} />}
        </ActionIcon>
      ),
    },
    {
      id: 'name',
      header: words.columns.name,
      width: 'minmax(118px, 1.2fr)',
      sort: 'name',
      cell: participant => (
        <span className={s.name} dir="auto" title={participant.name ?? undefined}>
          {participant.name || texts.none}
        </span>
      ),
    },
    {
      id: 'email',
      header: words.columns.email,
      width: 'minmax(104px, 1.6fr)',
      sort: 'email',
      cell: participant => text(participant.email),
    },
    {
      id: 'phone',
      header: words.columns.phone,
      width: 'minmax(114px, 1fr)',
      sort: 'phone',
      cell: participant => text(participant.phone),
    },
    {
      id: 'external_id',
      header: words.columns.externalId,
      width: 'minmax(84px, 0.8fr)',
      sort: 'external_id',
      cell: participant => text(participant.external_id),
    },
    {
      id: 'communications',
      header: words.columns.communications,
      width: '133px',
      sort: 'communications_count',
      cell: participant => (
        <button
          type="button"
          className={`${s.communications} tnum`}
          aria-label={words.showCommunications(participant.communications_count, nameOf(participant))}
          onClick={() => onCommunications(participant)}
        >
          {number(participant.communications_count)}
        </button>
      ),
    },
    {
      id: 'created_at',
      header: words.columns.createdAt,
      width: '141px',
      sort: 'created_at',
      cell: participant => <Time at={participant.created_at} />,
    },
  ];
  if (onRemove) {
    columns.push({
      id: 'remove',
      header: words.columns.remove,
      headerHidden: true,
      width: '42px',
      cell: participant => (
        <Tooltip label={words.columns.remove}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={26}
            aria-label={words.removeOf(nameOf(participant))}
            onClick={() => onRemove(participant)}
          >
            <Trash2 size={15} />
          </ActionIcon>
        </Tooltip>
      ),
    });
  }
  return columns;
}
