import { Suspense, useEffect, useState } from 'react';
import { latinKey } from '../ui/keys';
import { lazyPart } from '../ui/lazy-part';

const CommandPalette = lazyPart(() => import('./command-palette'));

/** Ctrl+K, or Cmd+K, opens the palette anywhere but over another dialog, which asks for an answer first. */
export function CommandPaletteHost() {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (latinKey(event).toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      setOpen(now => !now && !document.querySelector('[role=dialog], [role=alertdialog]'));
    };
    const onAsk = () => setOpen(true);
    document.addEventListener('keydown', onKey);
    window.addEventListener(OPEN, onAsk);
    return () => {
      document.removeEventListener('keydown', onKey);
      window.removeEventListener(OPEN, onAsk);
    };
  }, []);
  return <Suspense>{open && <CommandPalette onClose={() => setOpen(false)} />}</Suspense>;
}

const OPEN = 'campaign-flows:palette';

export function openCommandPalette(): void {
  window.dispatchEvent(new Event(OPEN));
}
