import { useEffect } from 'react';

/** Dialogs give the focus back to what opened them, a moment after they are gone. */
const SETTLED_MS = 60;

/** What opens over a page, and is opened by something on it. */
const OVER = '[role=dialog], [role=menu], [role=listbox]';

/** Where one goes on: in the dialog that is open, at what opened the last one, on the canvas, or at the page's heading. */
function nearest(opener: HTMLElement | null): HTMLElement | null {
  const dialogs = [...document.querySelectorAll<HTMLElement>('[role=dialog][aria-modal=true]')];
  return (
    dialogs.at(-1) ??
    (opener?.isConnected && !opener.matches(':disabled') ? opener : null) ??
    document.querySelector<HTMLElement>('main [data-canvas]') ??
    document.querySelector<HTMLElement>('main h1')
  );
}

/**
 * What has the focus may go away (a button by its own click, a dialog whose opener is on the page before) or be disabled for a
 * moment. The focus never falls back to the beginning of the document then: it returns, or goes on at the next best place.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let last: HTMLElement | null = null;
    let opener: HTMLElement | null = null;
    let wasDisabled = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onFocus = (event: FocusEvent) => {
      last = event.target instanceof HTMLElement ? event.target : null;
      if (last && !last.closest(OVER)) opener = last;
      wasDisabled = false;
    };
    // A click beside everything takes the focus away on purpose.
    const onPointer = (event: PointerEvent) => {
      // What has the focus already is not told of it again.
      if (!(event.target instanceof Node && last?.contains(event.target))) last = null;
    };
    const settle = () => {
      if (document.activeElement !== document.body || !last) return;
      if (last.isConnected) {
        if (wasDisabled && !last.matches(':disabled')) last.focus({ preventScroll: true });
      } else {
        const next = nearest(opener);
        // A page that is being fetched has no heading yet; it will be heard of when it comes.
        if (!next) return;
        last = null;
        if (next.tabIndex < 0 && !next.hasAttribute('tabindex')) next.tabIndex = -1;
        next.focus({ preventScroll: true });
      }
    };
    const observer = new MutationObserver(() => {
      if (!last) return;
      if (last.matches(':disabled')) wasDisabled = true;
      if (document.activeElement !== document.body) return;
      clearTimeout(timer);
      timer = setTimeout(settle, SETTLED_MS);
    });
    document.addEventListener('focusin', onFocus);
    document.addEventListener('pointerdown', onPointer, true);
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['disabled'],
    });
    return () => {
      clearTimeout(timer);
      observer.disconnect();
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('pointerdown', onPointer, true);
    };
  }, []);
}
