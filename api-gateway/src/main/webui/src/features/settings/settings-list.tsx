import type { UseQueryResult } from '@tanstack/react-query';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { type Column, DataTable } from '../../ui/data-table';
import { firstFailed } from '../../ui/first-failed';
import { Page } from '../../ui/page';
import { EmptyState, ErrorState, SkeletonRows, StaleNotice } from '../../ui/states';
import s from './settings.module.css';

export interface SettingsListProps<Row> {
  readonly words: { readonly title: string; readonly empty: { readonly title: string; readonly text: string } };
  readonly icon: LucideIcon;
  readonly list: UseQueryResult<readonly Row[]>;
  /** What else its rows and forms tell of: without it they would be wrong, and grow when it comes. */
  readonly also?: UseQueryResult<unknown>;
  readonly columns: readonly Column<Row>[];
  readonly minWidth: number;
  readonly rowHeight?: number;
  /** What makes a new one; nothing for whom it is not. */
  readonly create: ReactNode;
  /** What all of it is about, where the list itself does not say. */
  readonly lead?: string;
  readonly onOpen?: ((row: Row) => void) | undefined;
  /** The dialogs of the page. */
  readonly children: ReactNode;
}

/** What agents, channels and keys have in common: a page with one list, and its states. */
export function SettingsList<Row extends { readonly id: string }>(props: SettingsListProps<Row>) {
  const { words, list, columns, minWidth, rowHeight, create, onOpen } = props;
  const rows = list.data ?? [];
  const asked = props.also ? [list, props.also] : [list];
  const failed = firstFailed(...asked);
  return (
    <Page title={words.title} actions={create}>
      {props.lead && <p className={s.lead}>{props.lead}</p>}
      <div className={s.list}>
        {failed ? (
          <ErrorState what={words.title} error={failed.error} onRetry={failed.retry} />
        ) : asked.some(one => one.isPending) ? (
          <SkeletonRows rows={4} />
        ) : rows.length === 0 ? (
          <EmptyState icon={props.icon} title={words.empty.title} text={words.empty.text}>
            {create}
          </EmptyState>
        ) : (
          <DataTable
            label={words.title}
            columns={columns}
            rows={rows}
            rowId={row => row.id}
            minWidth={minWidth}
            {...(rowHeight ? { rowHeight } : {})}
            {...(onOpen ? { onOpen } : {})}
          />
        )}
        {rows.length > 0 && <StaleNotice of={list} />}
      </div>
      {props.children}
    </Page>
  );
}
