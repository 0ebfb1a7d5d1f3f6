import { X } from 'lucide-react';
import type { ParticipantFilter } from '../../api/queries/participants';
import { participants as participantsTexts } from '../../texts/en/participants';
import { formatDay } from '../../time';
import { useTimeSettings } from '../../ui/time';
import { activeFilters, noFilter } from './filter';
import s from './filter-chips.module.css';

const words = participantsTexts.filter;

export interface FilterChipsProps {
  readonly filter: ParticipantFilter;
  readonly onChange: (change: Partial<ParticipantFilter>) => void;
}

export function FilterChips({ filter, onChange }: FilterChipsProps) {
  const settings = useTimeSettings();
  const active = activeFilters(filter);
  if (active.length === 0) return null;
  const shown = (name: keyof ParticipantFilter) => {
    const value = filter[name];
    if (name === 'status') return participantsTexts.status[filter.status as keyof typeof participantsTexts.status];
    return name === 'created_from' || name === 'created_to' ? formatDay(value, settings) : value;
  };
  return (
    <>
      <ul className={s.chips} aria-label={words.chips}>
        {active.map(name => {
          const label = words.chip[name](shown(name));
          return (
            <li key={name} title={filter[name]}>
              <span>{label}</span>
              <button type="button" aria-label={words.remove(label)} onClick={() => onChange({ [name]: '' })}>
                <X size={14} aria-hidden />
              </button>
            </li>
          );
        })}
      </ul>
      <button type="button" className={s.clear} onClick={() => onChange(noFilter)}>
        {words.clearAll}
      </button>
    </>
  );
}
