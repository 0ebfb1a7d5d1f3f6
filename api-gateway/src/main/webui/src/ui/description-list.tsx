import type { ReactNode } from 'react';
import s from './description-list.module.css';

export interface DescriptionListProps {
  /** A key, what it is, and its value. */
  readonly items: readonly (readonly [string, string, ReactNode])[];
}

/** Names and values in as many columns as there is room for. */
export function DescriptionList({ items }: DescriptionListProps) {
  return (
    <dl className={s.facts}>
      {items.map(([key, name, value]) => (
        <div key={key}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export const descriptionListStyles = s;
