import { type ReactNode, useEffect, useRef, useState } from 'react';
import { workflow as workflowTexts } from '../../texts/en/workflow';
import s from './side-panel.module.css';

const KEY = 'campaign-flows.panel-width';
const LEAST = 300;
const MOST = 480;
const USUAL = 328;

function kept(): number {
  try {
    const width = Number(localStorage.getItem(KEY));
    return width >= LEAST && width <= MOST ? width : USUAL;
  } catch {
    return USUAL;
  }
}

/** What stands on the right; its width is kept. Arrow keys resize it too. */
export function SidePanel({ children }: { readonly children: ReactNode }) {
  const [width, setWidth] = useState(kept);
  const start = useRef<{ x: number; width: number } | null>(null);
  const clamp = (value: number) => Math.max(LEAST, Math.min(MOST, value));
  useEffect(() => {
    try {
      localStorage.setItem(KEY, String(width));
    } catch {
      // Only a convenience.
    }
  }, [width]);
  return (
    <div className={s.side} style={{ '--width': `${width}px` } as React.CSSProperties}>
      <div
        className={s.grip}
        role="separator"
        aria-orientation="vertical"
        aria-label={workflowTexts.resize}
        aria-valuemin={LEAST}
        aria-valuemax={MOST}
        aria-valuenow={width}
        tabIndex={0}
        onKeyDown={event => {
          if (event.key === 'ArrowLeft') setWidth(clamp(width + 16));
          if (event.key === 'ArrowRight') setWidth(clamp(width - 16));
        }}
        onPointerDown={event => {
          event.currentTarget.setPointerCapture(event.pointerId);
          start.current = { x: event.clientX, width };
        }}
        onPointerMove={event => {
          if (start.current) setWidth(clamp(start.current.width + start.current.x - event.clientX));
        }}
        onPointerUp={() => {
          start.current = null;
        }}
      />
      {children}
    </div>
  );
}
