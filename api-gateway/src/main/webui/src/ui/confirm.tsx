import { Suspense } from 'react';
import type { ConfirmProps } from './confirm-dialog';
import { lazyPart } from './lazy-part';

const ConfirmDialog = lazyPart(() => import('./confirm-dialog'));

/** A dialog, which no page needs before it asks. */
export function Confirm(props: ConfirmProps) {
  return (
    <Suspense>
      <ConfirmDialog {...props} />
    </Suspense>
  );
}
