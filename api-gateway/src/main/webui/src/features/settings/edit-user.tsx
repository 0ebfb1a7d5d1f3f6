import { useState } from 'react';
import { asProblem } from '../../api/problem';
import { type User, useUserChanges } from '../../api/queries/users';
import { settings } from '../../texts/en/settings';
import { users } from '../../texts/en/users';
import { EditDialog } from '../../ui/edit-dialog';
import { say } from '../../ui/toast';
import { useEdited } from '../../ui/unsaved-edits';
import s from './settings.module.css';
import { UserFields, type UserTerms } from './user-fields';

const words = users.form;

/** Changes a user's name and role; the address stays. */
export default function EditUser({ edited, onClose }: { readonly edited: User; readonly onClose: () => void }) {
  const { change } = useUserChanges();
  const [terms, setTerms] = useState<UserTerms>({ name: edited.name, role: edited.role });
  const [tried, setTried] = useState(false);
  const dirty = useEdited([terms]);
  const fault = terms.name.trim() ? null : settings.nameRequired;
  return (
    <EditDialog
      dirty={dirty}
      onClose={onClose}
      size={460}
      title={words.editTitle(edited.name)}
      error={change.error}
      shownElsewhere={['name', 'role']}
      wrong={fault !== null}
      pending={change.isPending}
      onSubmit={() => {
        setTried(true);
        if (fault || change.isPending) return;
        const name = terms.name.trim();
        change.mutate(
          { id: edited.id, name, role: terms.role },
          {
            onSuccess: () => {
              say(users.saved(name));
              onClose();
            },
          },
        );
      }}
    >
      <UserFields
        value={terms}
        nameFault={tried ? fault : null}
        problem={change.error ? asProblem(change.error) : null}
        onChange={setTerms}
      />
      {terms.role !== edited.role && <p className={s.hint}>{words.roleChange}</p>}
    </EditDialog>
  );
}
