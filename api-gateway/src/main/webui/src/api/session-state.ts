import { useSyncExternalStore } from 'react';

/** Whether the sign-in has run out while somebody works: a dialog asks for it again and the page stays as it is. */
let expired = false;
const listeners = new Set<() => void>();

export function setSignInExpired(value: boolean): void {
  if (expired === value) return;
  expired = value;
  for (const listener of listeners) listener();
}

export function useSignInExpired(): boolean {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => expired,
  );
}
