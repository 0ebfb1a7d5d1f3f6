import { useSyncExternalStore } from 'react';

/** Whether the sign-in has run out while somebody works: a dialog asks for it again and the page stays as it is. */
let expired = false;
let count = 0;
const listeners = new Set<() => void>();
const waiting = new Set<() => void>();

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

/** How often somebody has signed in on this page: a refusal of a request from before says nothing of now. */
export function signIns(): number {
  return count;
}

/** Lets go on what waited for it. */
export function signedIn(): void {
  count += 1;
  setSignInExpired(false);
  for (const goOn of [...waiting]) goOn();
}

/** Asks for the sign-in and waits for it; given up when the signal is. */
export function signInAgain(signal?: AbortSignal): Promise<void> {
  setSignInExpired(true);
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      waiting.delete(goOn);
      signal?.removeEventListener('abort', giveUp);
      settle();
    };
    const goOn = () => end(resolve);
    const giveUp = () => end(() => reject(signal?.reason));
    if (signal?.aborted) return giveUp();
    waiting.add(goOn);
    signal?.addEventListener('abort', giveUp);
  });
}
