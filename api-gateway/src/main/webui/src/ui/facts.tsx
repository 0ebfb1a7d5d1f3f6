import type { ReactNode } from 'react';
import s from './facts.module.css';

export interface FactsProps {
  /** A key, what it is, and its value. */
  readonly items: readonly (readonly [string, string, ReactNode])[];
}

/** Names and values in as many columns as there is room for. */
export function Facts({ items }: FactsProps) {
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

export const factsStyles = s;
