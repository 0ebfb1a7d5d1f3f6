import { Tooltip } from '@mantine/core';
import { Circle, type LucideIcon } from 'lucide-react';
import s from './status-tag.module.css';

export type Tone = 'neutral' | 'ok' | 'busy' | 'warn' | 'bad';

export interface StatusTagProps {
  readonly tone: Tone;
  readonly icon?: LucideIcon;
  readonly label: string;
  /** More to say, such as the error's text: shown on hover and focus. */
  readonly hint?: string;
  /** What the word means: shown on hover only. */
  readonly meaning?: string;
}

/** A status: its colour never speaks alone, an icon and the word say the same. */
export function StatusTag({ tone, icon: Icon = Circle, label, hint, meaning }: StatusTagProps) {
  const tag = (
    <span
      className={s.tag}
      data-tone={tone}
      title={meaning}
      {...(hint ? { tabIndex: 0, 'aria-label': `${label}: ${hint}`, role: 'note' } : {})}
    >
      <Icon size={12} strokeWidth={2.4} aria-hidden fill={Icon === Circle ? 'currentColor' : 'none'} />
      {label}
    </span>
  );
  return hint ? (
    <Tooltip label={hint} multiline w={280} events={{ hover: true, focus: true, touch: true }}>
      {tag}
    </Tooltip>
  ) : (
    tag
  );
}
