import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';
import { type BlockerFunction, useBlocker, useLocation } from 'react-router';
import { QUEUED } from '../api/queries/queue';
import { lazyPart } from '../ui/lazy-part';
import { unsavedEdits } from '../ui/unsaved-edits';

const LeaveDialog = lazyPart(() => import('./leave-dialog'));

/**
 * Some fields take what is typed when they are left. A key that leads Back does not leave them, so that they are left here,
 * before it is asked whether anything would be lost.
 */
function takeWhatIsTyped(): void {
  const focused = document.activeElement;
  if (focused instanceof HTMLElement && focused.matches('input, textarea, [contenteditable=true]')) {
    flushSync(() => focused.blur());
  }
}

/** Asks before edits that nobody has saved are lost: by another page, by a dialog that is closed, by closing the tab. */
export function UnsavedGuard() {
  const { asking, leave, stay } = useLeaving();
  const closing = useSyncExternalStore(unsavedEdits.subscribe, unsavedEdits.asked);
  useTabGuard();
  const question = closing?.edit.question ?? asking;
  if (!question) return null;
  const answer = (left: boolean) => {
    if (closing) unsavedEdits.answer(left);
    else if (left) leave();
    else stay();
  };
  return (
    <Suspense>
      <LeaveDialog question={question} onAnswer={answer} />
    </Suspense>
  );
}

/** What can be saved is saved on the way out; only what cannot asks, and asks once. */
function useLeaving() {
  const here = useLocation();
  const focused = useRef<Element | null>(null);
  const blocks = useCallback<BlockerFunction>(({ currentLocation, nextLocation }) => {
    focused.current = document.activeElement;
    if (unsavedEdits.mayBeLeftBy(currentLocation, nextLocation)) takeWhatIsTyped();
    return unsavedEdits.leftBy(currentLocation, nextLocation).length > 0;
  }, []);
  const blocker = useBlocker(blocks);
  const next = blocker.location;
  const [tried, setTried] = useState<typeof next>(undefined);
  // An edit that is saved while it is asked about is left without an answer.
  const lost = useSyncExternalStore(unsavedEdits.subscribe, () =>
    next ? unsavedEdits.leftBy(here, next)[0] : undefined,
  );
  useEffect(() => {
    if (!next) return;
    const saves = unsavedEdits.leftBy(here, next).flatMap(edit => (edit.save ? [edit.save()] : []));
    let current = true;
    void Promise.all(saves).then(() => {
      if (current) setTried(next);
    });
    return () => {
      current = false;
    };
  }, [here, next]);
  const done = next !== undefined && tried === next;
  useEffect(() => {
    if (done && !lost && blocker.state === 'blocked') blocker.proceed();
  }, [done, lost, blocker]);
  return {
    asking: done && blocker.state === 'blocked' ? lost?.question : undefined,
    leave: () => blocker.proceed?.(),
    stay: () => {
      blocker.reset?.();
      if (focused.current instanceof HTMLElement) focused.current.focus({ preventScroll: true });
    },
  };
}

/** Also while a switch shows what the server has not said yes to: closing the tab could take it back unseen. */
function useTabGuard() {
  const client = useQueryClient();
  useEffect(() => {
    const onLeave = (event: BeforeUnloadEvent) => {
      takeWhatIsTyped();
      if (unsavedEdits.dirty().length > 0 || client.isMutating({ mutationKey: [QUEUED] }) > 0) event.preventDefault();
    };
    // Before those that save in the last moment.
    window.addEventListener('beforeunload', onLeave, { capture: true });
    return () => window.removeEventListener('beforeunload', onLeave, { capture: true });
  }, [client]);
}
