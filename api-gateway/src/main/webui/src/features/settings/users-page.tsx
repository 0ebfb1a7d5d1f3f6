import { Button } from '@mantine/core';
import { Lock, UsersRound } from 'lucide-react';
import { Suspense, useMemo, useState } from 'react';
import { useMe, usePermissions } from '../../api/queries/session';
import { type User, useUserChanges, useUsers } from '../../api/queries/users';
import { users as words } from '../../texts/en/users';
import { lazyPart } from '../../ui/lazy-part';
import { Page } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { say, sayFailed } from '../../ui/toast';
import { SettingsList } from './settings-list';
import { type UserAct, userColumns } from './user-columns';

const InviteUser = lazyPart(() => import('./invite-user'));
const EditUser = lazyPart(() => import('./edit-user'));
const ConfirmUserAct = lazyPart(() => import('./confirm-user-act'));

export function Component() {
  const { administer } = usePermissions();
  if (administer) return <Users />;
  return (
    <Page title={words.title}>
      <EmptyState icon={Lock} title={words.adminsOnly.title} text={words.adminsOnly.text} />
    </Page>
  );
}

function Users() {
  const users = useUsers();
  const own = useMe().data?.id ?? null;
  const { change } = useUserChanges();
  const [inviting, setInviting] = useState(false);
  const [acting, setActing] = useState<{ readonly act: UserAct; readonly user: User } | null>(null);
  const activate = change.mutate;
  const columns = useMemo(
    () =>
      userColumns(own, (act, user) => {
        if (act !== 'activate') return setActing({ act, user });
        activate(
          { id: user.id, disabled: false },
          { onSuccess: () => say(words.activated(user.name)), onError: sayFailed },
        );
      }),
    [own, activate],
  );
  const invite = <Button onClick={() => setInviting(true)}>{words.invite}</Button>;
  const close = () => setActing(null);
  return (
    <SettingsList
      words={words}
      lead={words.lead}
      icon={UsersRound}
      list={users}
      columns={columns}
      minWidth={860}
      rowHeight={52}
      create={invite}
    >
      <Suspense>
        {inviting && <InviteUser onClose={() => setInviting(false)} />}
        {acting?.act === 'edit' && <EditUser edited={acting.user} onClose={close} />}
        {acting && acting.act !== 'edit' && acting.act !== 'activate' && (
          <ConfirmUserAct act={acting.act} user={acting.user} onClose={close} />
        )}
      </Suspense>
    </SettingsList>
  );
}
