import { Button } from '@mantine/core';
import { CircleAlert, type LucideIcon } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { asProblem, whatToDo } from '../api/problem';
import { texts } from '../texts/en';
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

export function ErrorState({ what, error, onRetry }: ErrorStateProps) {
  const problem = asProblem(error);
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
          <Button variant="default" onClick={onRetry}>
            {texts.retry}
          </Button>
        </div>
      )}
    </div>
  );
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
  readonly isRefetchError: boolean;
  readonly isFetching: boolean;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

/** Data that stays visible although newer could not be had says so; below it, so that nothing moves. */
export function StaleNotice({ of }: { readonly of: Refreshed }) {
  if (!of.isRefetchError) return null;
  const problem = asProblem(of.error);
  return (
    <div className={s.notice} role="status">
      <CircleAlert size={14} aria-hidden />
      <p>{texts.notRefreshed(whatToDo(problem))}</p>
      <Button variant="default" size="compact-xs" loading={of.isFetching} onClick={() => void of.refetch()}>
        {texts.retry}
      </Button>
    </div>
  );
}
