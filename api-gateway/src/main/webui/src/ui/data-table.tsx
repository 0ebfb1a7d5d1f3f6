import { type ColumnDef, type RowData, tableFeatures, useTable } from '@tanstack/react-table';
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react';
import s from './data-table.module.css';
import { MoreRows, mayFetchMore, type Pages } from './load-more';

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  /** Of the grid: `minmax(120px, 1fr)`, `138px`. */
  readonly width: string;
  readonly cell: (row: Row) => ReactNode;
  /** The header is read out but not shown, as for a column of buttons. */
  readonly headerHidden?: boolean;
  readonly headerHint?: string;
  /** What the API calls this order; without it the column cannot be sorted by. */
  readonly sort?: string;
  readonly align?: 'start' | 'end' | 'center';
}

export interface DataTableProps<Row extends RowData> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  /** `name`, `-created_at`. */
  readonly sort?: string;
  readonly onSort?: (sort: string) => void;
  readonly onOpen?: (row: Row) => void;
  readonly onDoubleClick?: (row: Row) => void;
  /** What stands below an open row. */
  readonly detail?: (row: Row) => ReactNode;
  readonly openId?: string | null;
  /** The pages that the rows come from, if there are several. */
  readonly pages?: Pages;
  readonly rowHeight?: number;
  /** The least width before the table scrolls sideways. */
  readonly minWidth?: number;
  readonly fill?: boolean;
}

const features = tableFeatures({});
const HEAD = 38;

/**
 * A list of any length: only the rows in view are in the document. Rows are as high as what is in them, so an open row
 * holds its detail, and below 760 px each row is a card.
 */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { columns, rows, rowId, openId, detail, pages } = props;
  const box = useRef<HTMLDivElement>(null);
  const definitions = useMemo<ColumnDef<typeof features, Row>[]>(
    () => columns.map(column => ({ id: column.id, header: column.header, accessorFn: row => row })),
    [columns],
  );
  const table = useTable<typeof features, Row>({
    features,
    columns: definitions,
    data: rows as Row[],
    getRowId: rowId,
  });
  const model = table.getRowModel().rows;
  const height = props.rowHeight ?? 44;
  const openAt = openId ? model.findIndex(row => row.id === openId) : -1;
  // The open row stays in the document when it is scrolled away: something may be typed in it.
  const rangeExtractor = useCallback(
    (range: Range) => {
      const seen = defaultRangeExtractor(range);
      return openAt < 0 || seen.includes(openAt) ? seen : [...seen, openAt].sort((one, other) => one - other);
    },
    [openAt],
  );
  const virtual = useVirtualizer({
    count: model.length,
    getScrollElement: () => box.current,
    estimateSize: index => (model[index]?.id === openId ? height + 180 : height),
    overscan: 8,
    rangeExtractor,
    scrollMargin: HEAD,
    getItemKey: index => model[index]?.id ?? index,
  });
  const items = virtual.getVirtualItems();
  const last = virtual.range?.endIndex ?? 0;
  const more = pages !== undefined && mayFetchMore(pages) && model.length > 0 && last + 8 >= model.length * 0.7;
  const fetchNextPage = pages?.fetchNextPage;
  useEffect(() => {
    if (more) void fetchNextPage?.();
  }, [more, fetchNextPage]);

  const style = {
    '--columns': columns.map(column => column.width).join(' '),
    '--row': `${height}px`,
    '--least': `${props.minWidth ?? 0}px`,
  } as CSSProperties;
  return (
    <div
      className={s.table}
      data-fill={props.fill || undefined}
      ref={box}
      role="table"
      aria-label={props.label}
      aria-rowcount={pages?.hasNextPage ? -1 : model.length + 1}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (axe: scrollable-region-focusable)
      tabIndex={0}
      style={style}
    >
      <div role="rowgroup" className={s.headGroup}>
        <div className={`${s.row} ${s.head}`} role="row" aria-rowindex={1}>
          {columns.map(column => (
            <HeaderCell key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
          ))}
        </div>
      </div>
      <div className={s.virtual} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {items.map(item => {
          const row = model[item.index];
          if (!row) return null;
          const open = detail !== undefined && row.id === openId;
          return (
            <div
              key={item.key}
              data-index={item.index}
              ref={virtual.measureElement}
              className={s.place}
              role="presentation"
              style={{ transform: `translateY(${item.start - HEAD}px)` }}
            >
              <BodyRow
                columns={columns}
                row={row.original}
                index={item.index}
                open={open}
                onOpen={props.onOpen}
                onDoubleClick={props.onDoubleClick}
              />
              {open && (
                <div className={s.detail} role="row">
                  <div role="cell">{detail(row.original)}</div>
                </div>
              )}
            </div>
          );
        })}
      </div>
      {pages && <MoreRows pages={pages} />}
    </div>
  );
}

interface HeaderCellProps<Row> {
  readonly column: Column<Row>;
  readonly sort: string | undefined;
  readonly onSort: ((sort: string) => void) | undefined;
}

function HeaderCell<Row>({ column, sort, onSort }: HeaderCellProps<Row>) {
  const key = column.sort;
  const direction = key && sort === key ? 'ascending' : key && sort === `-${key}` ? 'descending' : 'none';
  const title = column.headerHidden ? <span className="hidden">{column.header}</span> : column.header;
  return (
    <div
      role="columnheader"
      className={s.cell}
      data-align={column.align}
      title={column.headerHint}
      {...(key ? { 'aria-sort': direction } : {})}
    >
      {key && onSort ? (
        <button type="button" onClick={() => onSort(direction === 'ascending' ? `-${key}` : key)}>
          {title}
          {direction === 'ascending' && <ArrowUp size={13} aria-hidden />}
          {direction === 'descending' && <ArrowDown size={13} aria-hidden />}
        </button>
      ) : (
        title
      )}
    </div>
  );
}

interface BodyRowProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly row: Row;
  readonly index: number;
  readonly open: boolean;
  readonly onOpen: ((row: Row) => void) | undefined;
  readonly onDoubleClick: ((row: Row) => void) | undefined;
}

function BodyRow<Row>({ columns, row, index, open, onOpen, onDoubleClick }: BodyRowProps<Row>) {
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === 'Enter' && event.target === event.currentTarget) onOpen?.(row);
  };
  const isPlain = (target: EventTarget) =>
    !(target as Element).closest('button, a, input, label, [role=menuitem], [role=switch]');
  const onClick = (event: { target: EventTarget }) => {
    if (isPlain(event.target)) onOpen?.(row);
  };
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={s.row}
      data-open={open || undefined}
      data-clickable={onOpen || onDoubleClick ? true : undefined}
      onClick={onOpen ? onClick : undefined}
      onDoubleClick={onDoubleClick ? event => isPlain(event.target) && onDoubleClick(row) : undefined}
      onKeyDown={onOpen ? onKeyDown : undefined}
    >
      {columns.map(column => (
        <div key={column.id} role="cell" className={s.cell} data-align={column.align} data-column={column.id}>
          {!column.headerHidden && (
            <span className={s.label} aria-hidden>
              {column.header}
            </span>
          )}
          {column.cell(row)}
        </div>
      ))}
    </div>
  );
}
