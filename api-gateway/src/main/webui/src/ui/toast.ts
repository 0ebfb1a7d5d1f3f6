import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { asProblem } from '../api/problem';

export function say(message: ReactNode): void {
  notifications.show({ message, withBorder: true, autoClose: 6_000 });
}

/** For what failed away from any field; what belongs to a form stands in the form. */
export function sayFailed(error: unknown): void {
  const problem = asProblem(error);
  notifications.show({
    title: problem.title,
    message: problem.detail,
    color: 'red',
    withBorder: true,
    autoClose: 12_000,
  });
}
