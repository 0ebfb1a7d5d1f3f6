import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { asProblem, whatToDo } from '../api/problem';
import { texts } from '../texts/en';
import s from './toast.module.css';

let said: string | null = null;

/** One at a time: what was said before is true no longer, or known, and two would cover more than the head of the page. */
export function say(message: ReactNode): void {
  if (said !== null) notifications.hide(said);
  said = notifications.show({ message, withBorder: true, autoClose: 6_000 });
}

/** For what took something along that nobody clicked, with the way back; what it answers takes the offer away. */
export function sayUndoable(message: string, onUndo: () => void): () => void {
  const id = notifications.show({
    withBorder: true,
    autoClose: 10_000,
    message: (
      <span className={s.undoable}>
        {message}
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => {
            notifications.hide(id);
            onUndo();
          }}
        >
          {texts.undo}
        </Button>
      </span>
    ),
  });
  return () => notifications.hide(id);
}

/** For what failed away from any field; what belongs to a form stands in the form. */
export function sayFailed(error: unknown): void {
  const problem = asProblem(error);
  notifications.show({
    title: problem.title,
    message: problem.code === 'stale_revision' ? texts.changedMeanwhile : problem.detail ? whatToDo(problem) : '',
    color: 'red',
    withBorder: true,
    autoClose: 12_000,
  });
}
