import { number } from '../../texts/en/common';
import s from './analytics.module.css';
import type { StatusTone } from './rules';

export interface Bar {
  readonly key: string;
  readonly name: string;
  readonly count: number;
  readonly tone?: StatusTone;
}

/** Bars in plain HTML: the figure stands beside each, so the bar itself need not be read. */
export function Bars({ bars }: { readonly bars: readonly Bar[] }) {
  const most = Math.max(1, ...bars.map(bar => bar.count));
  return (
    <ul className={s.bars}>
      {bars.map(bar => (
        <li key={bar.key}>
          <div className={s.barHead}>
            <span className={s.barName} title={bar.name}>
              {bar.name}
            </span>
            <span className={`${s.barCount} tnum`}>{number(bar.count)}</span>
          </div>
          <div className={s.track} aria-hidden>
            {bar.count > 0 && <i data-tone={bar.tone} style={{ width: `${(bar.count / most) * 100}%` }} />}
          </div>
        </li>
      ))}
    </ul>
  );
}
