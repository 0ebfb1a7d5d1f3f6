import { useEffect, useSyncExternalStore } from 'react';

let shown = 0;
const listeners = new Set<() => void>();

function change(by: number) {
  shown += by;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** What calls it says that something could not be loaded, and offers to try again. */
export function useShownAsError(offersRetry: boolean): void {
  useEffect(() => {
    if (!offersRetry) return;
    change(1);
    return () => change(-1);
  }, [offersRetry]);
}

/** Whether the page offers to try again somewhere, which tries all that has failed. */
export function useRetryOffered(): boolean {
  return useSyncExternalStore(subscribe, () => shown > 0);
}
