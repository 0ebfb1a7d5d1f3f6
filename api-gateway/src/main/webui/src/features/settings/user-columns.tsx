import { ActionIcon, Menu } from '@mantine/core';
import {
  CircleCheck,
  CirclePause,
  CirclePlay,
  Link,
  Mail,
  MoreHorizontal,
  Pencil,
  ShieldOff,
  Trash2,
} from 'lucide-react';
import type { User } from '../../api/queries/users';
import { texts } from '../../texts/en';
import { settings } from '../../texts/en/settings';
import { users as words } from '../../texts/en/users';
import type { Column } from '../../ui/data-table';
import { StatusTag } from '../../ui/status-tag';
import { Time } from '../../ui/time';
import s from './settings.module.css';

/** What an administrator does with a user; all but the first and the last ask before they do it. */
export type UserAct = 'edit' | 'link' | 'reset' | 'deactivate' | 'remove' | 'activate';

export function userColumns(own: string | null, onAct: (act: UserAct, user: User) => void): readonly Column<User>[] {
  return [
    {
      id: 'name',
      header: words.columns.name,
      width: 'minmax(200px, 1fr)',
      cell: user => (
        <span className={s.name}>
          <span className={s.main} title={user.name}>
            {user.name}
          </span>
          <span className={s.quiet} title={user.email}>
            {user.id === own ? `${user.email} · ${words.you}` : user.email}
          </span>
        </span>
      ),
    },
    { id: 'role', header: words.columns.role, width: '150px', cell: user => words.roles[user.role] },
    { id: 'status', header: words.columns.status, width: '190px', cell: user => <Status of={user} /> },
    {
      id: 'factor',
      header: words.columns.factor,
      width: '150px',
      cell: user => (user.second_factor ? words.factor.on : words.factor.off),
    },
    {
      id: 'last',
      header: words.columns.lastSignIn,
      width: '150px',
      cell: user => (user.last_sign_in_at ? <Time at={user.last_sign_in_at} /> : words.never),
    },
    {
      id: 'actions',
      header: words.columns.actions,
      headerHidden: true,
      width: '46px',
      cell: user => <UserMenu of={user} onAct={act => onAct(act, user)} />,
    },
  ];
}

const tags = {
  active: { tone: 'ok', icon: CircleCheck },
  invited: { tone: 'busy', icon: Mail },
  disabled: { tone: 'neutral', icon: CirclePause },
} as const;

function Status({ of: user }: { readonly of: User }) {
  const end = user.invitation_expires_at;
  return (
    <span className={s.name}>
      <span>
        <StatusTag {...tags[user.status]} label={words.status[user.status]} />
      </span>
      {end && (
        <span className={s.quiet}>
          {Date.parse(end) > Date.now() ? (
            <>
              {words.linkUntil} <Time at={end} />
            </>
          ) : (
            words.linkEnded
          )}
        </span>
      )}
    </span>
  );
}

interface UserMenuProps {
  readonly of: User;
  readonly onAct: (act: UserAct) => void;
}

function UserMenu({ of: user, onAct }: UserMenuProps) {
  const disabled = user.status === 'disabled';
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={28} aria-label={settings.actionsFor(user.name)}>
          <MoreHorizontal size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Pencil size={15} />} onClick={() => onAct('edit')}>
          {texts.edit}
        </Menu.Item>
        {!disabled && (
          <Menu.Item leftSection={<Link size={15} />} onClick={() => onAct('link')}>
            {words.newLink}
          </Menu.Item>
        )}
        {user.second_factor && (
          <Menu.Item leftSection={<ShieldOff size={15} />} onClick={() => onAct('reset')}>
            {words.resetFactor}
          </Menu.Item>
        )}
        <Menu.Divider />
        {disabled ? (
          <Menu.Item leftSection={<CirclePlay size={15} />} onClick={() => onAct('activate')}>
            {words.activate}
          </Menu.Item>
        ) : (
          <Menu.Item leftSection={<CirclePause size={15} />} onClick={() => onAct('deactivate')}>
            {words.deactivate}
          </Menu.Item>
        )}
        <Menu.Item color="red" leftSection={<Trash2 size={15} />} onClick={() => onAct('remove')}>
          {words.remove}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
