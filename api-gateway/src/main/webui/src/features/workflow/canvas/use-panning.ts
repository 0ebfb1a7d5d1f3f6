import type { Viewport } from '@xyflow/react';
import { type RefObject, useMemo, useRef } from 'react';

/**
 * While the view is moved and not zoomed, what is in it is one picture that is moved as it is (canvas.module.css): painting it
 * again at each step is most of what a step costs. A zoom is painted, or its text would be blurred.
 */
export function usePanning(box: RefObject<HTMLElement | null>, onMoved: (event: unknown, viewport: Viewport) => void) {
  const zoom = useRef(Number.NaN);
  return useMemo(
    () => ({
      onMoveStart: (_: unknown, viewport: Viewport) => {
        zoom.current = viewport.zoom;
      },
      onMove: (_: unknown, viewport: Viewport) => {
        box.current?.toggleAttribute('data-panning', viewport.zoom === zoom.current);
      },
      onMoveEnd: (event: unknown, viewport: Viewport) => {
        box.current?.removeAttribute('data-panning');
        onMoved(event, viewport);
      },
    }),
    [box, onMoved],
  );
}
