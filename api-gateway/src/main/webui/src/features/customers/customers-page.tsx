import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Search, Users } from 'lucide-react';
import { useMemo } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { type Customer, useCustomers } from '../../api/queries/customers';
import { texts } from '../../texts/en';
import { number } from '../../texts/en/common';
import { customers as customersTexts } from '../../texts/en/customers';
import { type Column, DataTable } from '../../ui/data-table';
import { useSearchedPages } from '../../ui/load-more';
import { Page, pageStyles } from '../../ui/page';
import { EmptyState, ErrorState, SkeletonRows, StaleBar, StaleNotice } from '../../ui/states';
import { Time } from '../../ui/time';
import s from './customers.module.css';
import { calledBy } from './rules';

const words = customersTexts;
const NEWEST_FIRST = '-created_at';
const sorts = ['name', '-name', 'created_at', NEWEST_FIRST];

/** Everybody whom the tenant knows, with one profile for all campaigns (rule P6). */
export function Component() {
  const [parameters, setParameters] = useSearchParams();
  const search = parameters.get('search') ?? '';
  const wanted = parameters.get('sort') ?? '';
  const sort = sorts.includes(wanted) ? wanted : NEWEST_FIRST;
  const change = (next: { search?: string; sort?: string }) => {
    const merged = { search, sort, ...next };
    setParameters(
      {
        ...(merged.search ? { search: merged.search } : {}),
        ...(merged.sort === NEWEST_FIRST ? {} : { sort: merged.sort }),
      },
      { replace: true },
    );
  };
  const [asked] = useDebouncedValue(search.trim(), 250);
  const customers = useCustomers(asked, sort);
  const navigate = useNavigate();
  const rows = useMemo(() => customers.data?.pages.flatMap(page => page.items) ?? [], [customers.data]);
  const searching = useSearchedPages(customers, rows.length);
  const first = customers.data?.pages[0];
  return (
    <Page title={words.title}>
      <div className={pageStyles.bar}>
        <TextInput
          className={s.search ?? ''}
          size="xs"
          aria-label={words.search}
          placeholder={words.search}
          leftSection={<Search size={14} aria-hidden />}
          value={search}
          onChange={event => change({ search: event.currentTarget.value })}
        />
        <span className={s.grow} />
        <p className={s.count} role="status">
          {first?.total !== undefined && words.count(first.total, first.total_is_lower_bound ?? false)}
        </p>
      </div>
      <div className={s.list}>
        <StaleBar active={customers.isPlaceholderData} />
        {rows.length > 0 && <StaleNotice of={customers} />}
        {customers.isPending || searching ? (
          <SkeletonRows rows={8} />
        ) : customers.isError && rows.length === 0 ? (
          <ErrorState what={words.listLabel} error={customers.error} onRetry={() => void customers.refetch()} />
        ) : rows.length > 0 ? (
          <DataTable
            label={words.listLabel}
            columns={columns}
            rows={rows}
            rowId={customer => customer.id}
            minWidth={820}
            sort={sort}
            onSort={next => change({ sort: next })}
            onOpen={customer => navigate(`/customers/${customer.id}`)}
            pages={customers}
          />
        ) : asked !== '' ? (
          <EmptyState icon={Search} title={words.noneFound.title} text={words.noneFound.text}>
            <Button variant="default" onClick={() => change({ search: '' })}>
              {words.clearSearch}
            </Button>
          </EmptyState>
        ) : (
          <EmptyState icon={Users} title={words.empty.title} text={words.empty.text}>
            <Button component={Link} to="/campaigns">
              {texts.home}
            </Button>
          </EmptyState>
        )}
      </div>
    </Page>
  );
}

const text = (value: string | null) => (
  <span className={s.second} title={value ?? undefined}>
    {value || texts.none}
  </span>
);

const columns: readonly Column<Customer>[] = [
  {
    id: 'name',
    header: words.columns.name,
    width: 'minmax(150px, 1.2fr)',
    sort: 'name',
    cell: customer => (
      <Link className={s.name ?? ''} dir="auto" title={calledBy(customer)} to={`/customers/${customer.id}`}>
        {calledBy(customer)}
      </Link>
    ),
  },
  {
    id: 'email',
    header: words.columns.email,
    width: 'minmax(160px, 1.4fr)',
    cell: customer => text(customer.email),
  },
  {
    id: 'phone',
    header: words.columns.phone,
    width: 'minmax(120px, 1fr)',
    cell: customer => text(customer.phone),
  },
  {
    id: 'external_id',
    header: words.columns.externalId,
    width: 'minmax(100px, 1fr)',
    cell: customer => text(customer.external_id),
  },
  {
    id: 'campaigns',
    header: words.columns.campaigns,
    width: '96px',
    align: 'end',
    cell: customer => <span className="tnum">{number(customer.campaigns_count)}</span>,
  },
  {
    id: 'created_at',
    header: words.columns.createdAt,
    width: '148px',
    sort: 'created_at',
    cell: customer => <Time at={customer.created_at} />,
  },
];
