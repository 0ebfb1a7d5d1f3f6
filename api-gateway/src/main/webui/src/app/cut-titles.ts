import { useEffect } from 'react';

/** Ours, so that it follows the text, which may be another one the next time. */
const OURS = 'data-cut';

function tellCut(event: MouseEvent): void {
  const at = event.target;
  if (!(at instanceof HTMLElement)) return;
  const cut = at.scrollWidth > at.clientWidth && getComputedStyle(at).textOverflow === 'ellipsis';
  if (cut && (at.hasAttribute(OURS) || !at.closest('[title]'))) {
    at.title = at.textContent.trim();
    at.setAttribute(OURS, '');
  } else if (at.hasAttribute(OURS)) {
    at.removeAttribute('title');
    at.removeAttribute(OURS);
  }
}

/** Whatever a place is too narrow for can be read whole by pointing at it, unless it has a title that says more. */
export function useCutTitles(): void {
  useEffect(() => {
    document.addEventListener('mouseover', tellCut, { passive: true });
    return () => document.removeEventListener('mouseover', tellCut);
  }, []);
}
