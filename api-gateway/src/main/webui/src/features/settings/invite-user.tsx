import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { asProblem } from '../../api/problem';
import { useUserChanges } from '../../api/queries/users';
import { settings } from '../../texts/en/settings';
import { users } from '../../texts/en/users';
import { EditDialog } from '../../ui/edit-dialog';
import { useEdited } from '../../ui/unsaved-edits';
import { ShownLink } from './shown-link';
import { UserFields, type UserTerms } from './user-fields';

const words = users.form;

/** Invites somebody, and shows the link. */
export default function InviteUser({ onClose }: { readonly onClose: () => void }) {
  const { invite } = useUserChanges();
  const [email, setEmail] = useState('');
  const [terms, setTerms] = useState<UserTerms>({ name: '', role: 'operator' });
  const [tried, setTried] = useState(false);
  const dirty = useEdited([email, terms]);
  const problem = invite.error ? asProblem(invite.error) : null;
  const emailFault = /^\S+@\S+$/.test(email.trim()) ? null : words.emailFault;
  const nameFault = terms.name.trim() ? null : settings.nameRequired;
  const token = invite.data?.invitation_token;
  if (token) return <ShownLink token={token} onClose={onClose} />;
  return (
    <EditDialog
      dirty={dirty}
      onClose={onClose}
      size={460}
      title={words.inviteTitle}
      error={invite.error}
      shownElsewhere={['email', 'name', 'role']}
      wrong={emailFault !== null || nameFault !== null}
      pending={invite.isPending}
      submit={words.create}
      onSubmit={() => {
        setTried(true);
        if (emailFault || nameFault || invite.isPending) return;
        invite.mutate({ email: email.trim(), name: terms.name.trim(), role: terms.role });
      }}
    >
      <TextInput
        label={words.email}
        description={words.emailHint}
        type="email"
        withAsterisk
        data-autofocus
        autoComplete="off"
        value={email}
        error={(tried && emailFault) || problem?.messageFor('email')}
        onChange={event => setEmail(event.currentTarget.value)}
      />
      <UserFields value={terms} nameFault={tried ? nameFault : null} problem={problem} onChange={setTerms} />
    </EditDialog>
  );
}
