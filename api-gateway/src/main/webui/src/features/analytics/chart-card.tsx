import { Button } from '@mantine/core';
import { ChartColumn, Table2 } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { analytics } from '../../texts/en/analytics';
import { number } from '../../texts/en/common';
import s from './analytics.module.css';

const words = analytics;

export interface ChartCardProps {
  readonly title: string;
  readonly hint?: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly key: string; readonly name: string; readonly values: readonly number[] }[];
  /** The chart itself. */
  readonly children: ReactNode;
}

/** A chart that can also be read as a table, with the same figures. */
export function ChartCard({ title, hint, columns, rows, children }: ChartCardProps) {
  const [asTable, setAsTable] = useState(false);
  const id = useId();
  return (
    <section className={s.card} aria-labelledby={id}>
      <div className={s.head}>
        <h3 id={id}>{title}</h3>
        {rows.length > 0 && (
          <Button
            variant="subtle"
            color="gray"
            leftSection={asTable ? <ChartColumn size={14} aria-hidden /> : <Table2 size={14} aria-hidden />}
            aria-label={asTable ? words.chartOf(title) : words.tableOf(title)}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? words.showChart : words.showTable}
          </Button>
        )}
      </div>
      {asTable ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (axe: scrollable-region-focusable)
        <div className={s.tableBox} tabIndex={0} role="group" aria-labelledby={id}>
          <table className={`${s.table} tnum`}>
            <thead>
              <tr>
                {columns.map(column => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(row => (
                <tr key={row.key}>
                  <th scope="row">{row.name}</th>
                  {row.values.map((value, index) => (
                    <td key={columns[index + 1]}>{number(value)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        children
      )}
      {hint && <p className={s.hint}>{hint}</p>}
    </section>
  );
}
