import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { Check, Copy } from 'lucide-react';
import { texts } from '../texts/en';
import s from './copyable.module.css';

export interface CopyableProps {
  readonly value: string;
  /** What is shown, if not the value itself. */
  readonly children?: string;
  /** What it is: `Upload ID`. */
  readonly label: string;
}

export function Copyable({ value, children, label }: CopyableProps) {
  return (
    <span className={s.copyable}>
      <span className={s.value} title={value}>
        {children ?? value}
      </span>
      <CopyButton value={value} timeout={1500}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? texts.copied : texts.copy}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={24}
              aria-label={copied ? texts.copied : `${texts.copy} ${label}`}
              onClick={event => {
                event.stopPropagation();
                copy();
              }}
            >
              {copied ? <Check size={14} /> : <Copy size={14} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </span>
  );
}
