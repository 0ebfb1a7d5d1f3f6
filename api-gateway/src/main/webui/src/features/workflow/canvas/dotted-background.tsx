import { useStore } from '@xyflow/react';
import type { CSSProperties } from 'react';
import s from './dotted-background.module.css';

const GAP = 20;
const RADIUS = 0.7;

/** From 0 to below the gap, whatever the sign. */
function within(offset: number, gap: number): number {
  return ((offset % gap) + gap) % gap;
}

/** The ground of the canvas: moved as it is by less than a gap, where a pattern would be painted again at each step. */
export function DottedBackground() {
  const x = useStore(state => state.transform[0]);
  const y = useStore(state => state.transform[1]);
  const zoom = useStore(state => state.transform[2]);
  const gap = GAP * zoom;
  const style = {
    '--gap': `${gap}px`,
    '--radius': `${RADIUS * zoom}px`,
    transform: `translate(${within(x, gap)}px, ${within(y, gap)}px)`,
  } as CSSProperties;
  return <div className={s.dots} style={style} aria-hidden />;
}
