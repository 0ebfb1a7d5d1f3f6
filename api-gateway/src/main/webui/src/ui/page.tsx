import { type ReactNode, useEffect, useRef } from 'react';
import { texts } from '../texts/en';
import s from './page.module.css';

export const pageStyles = s;

/** The window's title: the most particular first, as screen readers and tab strips read it. */
export function useTitle(...parts: (string | undefined)[]): void {
  const title = [...parts.filter(part => part), texts.product].join(' – ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}

export interface PageProps {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page with a heading of its own; pages of a campaign stand below the campaign's heading instead. */
export function Page({ title, actions, children }: PageProps) {
  useTitle(title);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // After a navigation the reader starts at the heading; on the first load the browser's own start is right.
    if (document.activeElement === document.body && window.history.length > 1) heading.current?.focus();
  }, []);
  return (
    <div className={s.page}>
      <header className={s.head}>
        <h1 ref={heading} className={s.title} tabIndex={-1}>
          {title}
        </h1>
        <span className={s.grow} />
        {actions}
      </header>
      <div className={s.body}>{children}</div>
    </div>
  );
}
