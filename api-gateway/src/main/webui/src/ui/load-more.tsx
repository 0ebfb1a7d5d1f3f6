import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { asProblem, whatToDo } from '../api/problem';
import { texts } from '../texts/en';
import s from './load-more.module.css';

/** The pages of a list that come after what is shown; a query of several pages is one. */
export interface Pages {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly isFetchNextPageError: boolean;
  readonly error: Error | null;
  readonly fetchNextPage: () => unknown;
}

/** A page that could not be had is not asked for again by itself: that would be without end. */
export function mayFetchMore(pages: Pages): boolean {
  return pages.hasNextPage && !pages.isFetchingNextPage && !pages.isFetchNextPageError;
}

/** Whether rows are still looked for: a page may be empty and have a next one nevertheless. */
export function useSearchedPages(pages: Pages, rows: number): boolean {
  const searching = rows === 0 && pages.hasNextPage && !pages.isFetchNextPageError;
  const asks = searching && mayFetchMore(pages);
  const { fetchNextPage } = pages;
  useEffect(() => {
    if (asks) void fetchNextPage();
  }, [asks, fetchNextPage]);
  return searching;
}

/** Below the last row: what is on its way, or why it did not come. */
export function MoreRows({ pages }: { readonly pages: Pages }) {
  if (pages.isFetchNextPageError) return <MoreFailed pages={pages} />;
  if (!pages.isFetchingNextPage) return null;
  return (
    <p className={s.more} role="status">
      {texts.loadingMore}
    </p>
  );
}

/** For a list that is short, and whose next page is asked for. */
export function MoreButton({ pages, label }: { readonly pages: Pages; readonly label: string }) {
  if (pages.isFetchNextPageError) return <MoreFailed pages={pages} />;
  if (!pages.hasNextPage) return null;
  return (
    <Button
      className={s.button ?? ''}
      variant="default"
      loading={pages.isFetchingNextPage}
      onClick={() => void pages.fetchNextPage()}
    >
      {label}
    </Button>
  );
}

function MoreFailed({ pages }: { readonly pages: Pages }) {
  return (
    <div className={s.more} data-failed role="alert">
      <span>{texts.noMore(whatToDo(asProblem(pages.error)))}</span>
      <Button
        variant="default"
        size="compact-xs"
        loading={pages.isFetchingNextPage}
        onClick={() => void pages.fetchNextPage()}
      >
        {texts.retry}
      </Button>
    </div>
  );
}
