import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { renderAt } from '../../tests/render';
import { Problem } from '../api/problem';
import { type Column, DataTable } from './data-table';
import type { Pages } from './load-more';

const columns: readonly Column<{ id: string }>[] = [
  { id: 'name', header: 'Name', width: '1fr', cell: row => <span>{row.id}</span> },
];
const rows = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `row ${index}` }));

function show(props: { count: number; openId?: string; pages?: Pages }) {
  const { count, ...more } = props;
  return renderAt('/', [
    {
      path: '/',
      element: (
        <DataTable
          label="Rows"
          columns={columns}
          rows={rows(count)}
          rowId={row => row.id}
          detail={row => <input aria-label={`Note of ${row.id}`} />}
          {...more}
        />
      ),
    },
  ]);
}

describe('A table of many rows', () => {
  test('should hold the rows in view, and the open one wherever it is', async () => {
    show({ count: 1000, openId: 'row 900' });
    expect(await screen.findByText('row 0')).toBeTruthy();
    expect(screen.queryByText('row 500')).toBeNull();
    expect(screen.getByLabelText('Note of row 900')).toBeTruthy();
  });

  test('should ask for the next page when its end is near', async () => {
    let asked = 0;
    const pages: Pages = {
      hasNextPage: true,
      isFetchingNextPage: false,
      isFetchNextPageError: false,
      error: null,
      fetchNextPage: () => {
        asked += 1;
      },
    };
    show({ count: 5, pages });
    await expect.poll(() => asked).toBe(1);
  });

  test('should not ask again by itself for a page that did not come, and say why', async () => {
    let asked = 0;
    const pages: Pages = {
      hasNextPage: true,
      isFetchingNextPage: false,
      isFetchNextPageError: true,
      error: new Problem(503, { title: 'Away', detail: 'Away for now' }),
      fetchNextPage: () => {
        asked += 1;
      },
    };
    const { user } = show({ count: 5, pages });
    const said = await screen.findByRole('alert');
    expect(said.textContent).toContain('More could not be loaded: Away for now');
    expect(screen.getByText('row 4')).toBeTruthy();
    expect(asked).toBe(0);
    await user.click(within(said).getByRole('button', { name: 'Try again' }));
    expect(asked).toBe(1);
  });
});
