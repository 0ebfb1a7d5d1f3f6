import type { UseMutationResult } from '@tanstack/react-query';
import { type User, useUserChanges } from '../../api/queries/users';
import { users as words } from '../../texts/en/users';
import { Confirm } from '../../ui/confirm';
import { say } from '../../ui/toast';
import { ShownLink } from './shown-link';
import type { UserAct } from './user-columns';

export interface ConfirmUserActProps {
  readonly act: Exclude<UserAct, 'edit' | 'activate'>;
  readonly user: User;
  readonly onClose: () => void;
}

/** Asks before something that ends a user's sessions or former link, and does it. */
export default function ConfirmUserAct({ act, user, onClose }: ConfirmUserActProps) {
  const changes = useUserChanges();
  const acts = {
    link: { dialog: words.newLinkDialog, mutation: changes.inviteAgain, danger: false, done: null },
    reset: {
      dialog: words.resetFactorDialog,
      mutation: changes.resetSecondFactor,
      danger: true,
      done: words.factorReset,
    },
    deactivate: {
      dialog: words.deactivateDialog,
      mutation: changes.deactivate,
      danger: true,
      done: words.deactivated,
    },
    remove: { dialog: words.removeDialog, mutation: changes.remove, danger: true, done: words.removed },
  };
  const { dialog, danger, done } = acts[act];
  const mutation = acts[act].mutation as UseMutationResult<unknown, Error, string>;
  const token = act === 'link' ? changes.inviteAgain.data?.invitation_token : undefined;
  if (token) return <ShownLink token={token} onClose={onClose} />;
  return (
    <Confirm
      title={dialog.title(user.name)}
      submit={dialog.submit}
      danger={danger}
      busy={mutation.isPending}
      error={mutation.error}
      onClose={onClose}
      onConfirm={() =>
        mutation.mutate(user.id, {
          onSuccess: () => {
            if (!done) return;
            say(done(user.name));
            onClose();
          },
        })
      }
    >
      {dialog.text}
    </Confirm>
  );
}
