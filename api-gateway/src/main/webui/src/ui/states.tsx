import { Button } from '@mantine/core';
import { type Query, useQueryClient } from '@tanstack/react-query';
import { CircleAlert, type LucideIcon } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { asProblem, whatToDo } from '../api/problem';
import { texts } from '../texts/en';
import { useShownAsError } from './shown-errors';
import s from './states.module.css';

export interface EmptyStateProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text?: ReactNode;
  readonly children?: ReactNode;
}

/** A list with nothing in it: what would be here, and what to do next. */
export function EmptyState({ icon: Icon, title, text, children }: EmptyStateProps) {
  return (
    <div className={s.box}>
      <span className={s.icon}>
        <Icon size={20} strokeWidth={1.9} aria-hidden />
      </span>
      <p className={s.title}>{title}</p>
      {text && <p className={s.text}>{text}</p>}
      {children && <div className={s.actions}>{children}</div>}
    </div>
  );
}

export interface ErrorStateProps {
  /** What failed: `The campaigns`. */
  readonly what: string;
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** What failed and why. Trying again tries all that failed on the page: what was away for one part was so for the others. */
export function ErrorState({ what, error, onRetry }: ErrorStateProps) {
  const problem = asProblem(error);
  const client = useQueryClient();
  useShownAsError(onRetry !== undefined);
  return (
    <div className={s.box} data-kind="error" role="alert">
      <span className={s.icon}>
        <CircleAlert size={20} strokeWidth={1.9} aria-hidden />
      </span>
      <p className={s.title}>{texts.failedToLoad(what)}</p>
      <p className={s.text}>{whatToDo(problem)}</p>
      <p className={s.code}>{texts.errorCode(problem.code)}</p>
      {onRetry && (
        <div className={s.actions}>
          <Button
            variant="default"
            onClick={() => {
              onRetry();
              void client.refetchQueries({ type: 'active', predicate: hasFailed });
            }}
          >
            {texts.retry}
          </Button>
        </div>
      )}
    </div>
  );
}

function hasFailed({ state }: Query): boolean {
  return state.status === 'error' && state.fetchStatus === 'idle';
}

const widths = [34, 22, 14, 18, 12];

/** Rows of the final size; nothing for the first 200 ms, because what comes at once needs no announcement. */
export function SkeletonRows({ rows = 8 }: { readonly rows?: number }) {
  const shown = useAfter(200);
  return (
    <div role="status" aria-label={texts.loading} className={s.skeleton} style={{ opacity: shown ? 1 : 0 }}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without identity or order
        <div key={row} className={s.bar}>
          {widths.map((width, column) => (
            <i key={width} style={{ width: `${width - ((row * 7 + column * 5) % 9)}%` }} />
          ))}
        </div>
      ))}
    </div>
  );
}

export function useAfter(milliseconds: number): boolean {
  const [after, setAfter] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setAfter(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return after;
}

/** A thin bar over data that stays visible while newer is fetched. */
export function StaleBar({ active }: { readonly active: boolean }) {
  return active ? <div className={s.stale} role="status" aria-label={texts.refreshing} /> : null;
}

export interface Refreshed {
  readonly isError: boolean;
  readonly isRefetchError: boolean;
  readonly isFetching: boolean;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

/** Data that stays visible although newer could not be had says so; below it, so that nothing moves. */
export function StaleNotice({ of }: { readonly of: Refreshed }) {
  return of.isRefetchError ? <Notice of={of} text={texts.notRefreshed(whatToDo(asProblem(of.error)))} /> : null;
}

export interface LackNoticeProps {
  readonly of: Refreshed;
  /** What is missing in what is shown all the same: `The names of agents`. */
  readonly what: string;
}

/** Says below a list what it has to go without, since something beside the list could not be loaded. */
export function LackNotice({ of, what }: LackNoticeProps) {
  if (!of.isError || of.isRefetchError) return null;
  return <Notice of={of} text={texts.lacks(what, whatToDo(asProblem(of.error)))} />;
}

function Notice({ of, text }: { readonly of: Refreshed; readonly text: string }) {
  return (
    <div className={s.notice} role="status">
      <CircleAlert size={14} aria-hidden />
      <p>{text}</p>
      <Button variant="default" size="compact-xs" loading={of.isFetching} onClick={() => void of.refetch()}>
        {texts.retry}
      </Button>
    </div>
  );
}
