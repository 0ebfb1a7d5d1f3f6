import { ActionIcon, Button, Menu } from '@mantine/core';
import { KeyRound, Lock, MoreHorizontal, Pencil, RefreshCw, Trash2 } from 'lucide-react';
import { Suspense, useMemo, useState } from 'react';
import { type ApiKey, useApiKeyChanges, useApiKeys } from '../../api/queries/api-keys';
import { useMe, usePermissions } from '../../api/queries/session';
import { texts } from '../../texts/en';
import { settings } from '../../texts/en/settings';
import { Confirm } from '../../ui/confirm';
import type { Column } from '../../ui/data-table';
import { lazyPart } from '../../ui/lazy-part';
import { Page } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { Time } from '../../ui/time';
import { say } from '../../ui/toast';
import s from './settings.module.css';
import { SettingsList } from './settings-list';

const words = settings.apiKeys;
const CreateKey = lazyPart(() => import('./create-key'));
const EditKey = lazyPart(() => import('./edit-key'));
const RotateKey = lazyPart(() => import('./rotate-key'));

export function Component() {
  const { administer } = usePermissions();
  if (administer) return <Keys />;
  return (
    <Page title={words.title}>
      <EmptyState icon={Lock} title={words.adminsOnly.title} text={words.adminsOnly.text} />
    </Page>
  );
}

function Keys() {
  const keys = useApiKeys();
  const me = useMe().data;
  const [creating, setCreating] = useState(false);
  const [editing, setEditing] = useState<ApiKey | null>(null);
  const [rotating, setRotating] = useState<ApiKey | null>(null);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const { revoke } = useApiKeyChanges();
  const own = me?.kind === 'api_key' ? me.id : null;
  const columns = useMemo(
    () => columnsOf(own, { onEdit: setEditing, onRotate: setRotating, onRevoke: setRevoking }),
    [own],
  );
  const create = <Button onClick={() => setCreating(true)}>{words.create}</Button>;
  return (
    <SettingsList
      words={words}
      icon={KeyRound}
      list={keys}
      columns={columns}
      minWidth={840}
      rowHeight={52}
      create={create}
    >
      <Suspense>
        {creating && <CreateKey onClose={() => setCreating(false)} />}
        {editing && <EditKey edited={editing} onClose={() => setEditing(null)} />}
        {rotating && <RotateKey rotated={rotating} onClose={() => setRotating(null)} />}
      </Suspense>
      {revoking && (
        <Confirm
          title={words.revokeDialog.title(revoking.name)}
          submit={words.revokeDialog.submit}
          danger
          busy={revoke.isPending}
          error={revoke.error}
          onClose={() => {
            revoke.reset();
            setRevoking(null);
          }}
          onConfirm={() =>
            revoke.mutate(revoking.id, {
              onSuccess: () => {
                say(words.revoked(revoking.name));
                setRevoking(null);
              },
            })
          }
        >
          {words.revokeDialog.text}
        </Confirm>
      )}
    </SettingsList>
  );
}

interface KeyActions {
  readonly onEdit: (key: ApiKey) => void;
  readonly onRotate: (key: ApiKey) => void;
  readonly onRevoke: (key: ApiKey) => void;
}

function columnsOf(own: string | null, actions: KeyActions): readonly Column<ApiKey>[] {
  return [
    {
      id: 'name',
      header: words.columns.name,
      width: 'minmax(180px, 1fr)',
      cell: key => (
        <span className={s.name}>
          <span className={s.main} title={key.name}>
            {key.name}
          </span>
          {key.id === own && <span className={s.quiet}>{words.thisOne}</span>}
          {key.id !== own && <Bounds of={key} />}
        </span>
      ),
    },
    {
      id: 'role',
      header: words.columns.role,
      width: '130px',
      cell: key => key.roles.map(role => words.roles[role]).join(', '),
    },
    { id: 'created', header: words.columns.created, width: '150px', cell: key => <Time at={key.created_at} /> },
    {
      id: 'used',
      header: words.columns.used,
      width: '150px',
      cell: key => (key.last_used_at ? <Time at={key.last_used_at} /> : words.never),
    },
    {
      id: 'end',
      header: words.columns.end,
      width: '150px',
      cell: key => (key.expires_at ? <End at={key.expires_at} /> : words.stays),
    },
    {
      id: 'actions',
      header: words.columns.actions,
      headerHidden: true,
      width: '46px',
      cell: key => <KeyMenu of={key} {...actions} />,
    },
  ];
}

function End({ at }: { readonly at: string }) {
  return Date.parse(at) > Date.now() ? <Time at={at} /> : <span className={s.quiet}>{words.ended}</span>;
}

/** From where and for what it is accepted, and that another secret of it still is. */
function Bounds({ of: key }: { readonly of: ApiKey }) {
  const old = key.previous_valid_until;
  const oldIsValid = old !== null && Date.parse(old) > Date.now();
  const bounds = [
    key.scopes.length > 0 ? words.scopesOf(key.scopes.length) : '',
    key.allowed_addresses.length > 0 ? words.addressesOf(key.allowed_addresses.length) : '',
    key.requests_per_minute ? words.perMinuteOf(key.requests_per_minute) : '',
  ].filter(Boolean);
  if (!oldIsValid && bounds.length === 0) return null;
  return (
    <span className={s.quiet}>
      {oldIsValid && (
        <>
          {words.oldUntil} <Time at={old} />
          {bounds.length > 0 && ' · '}
        </>
      )}
      {bounds.join(' · ')}
    </span>
  );
}

function KeyMenu({ of: key, onEdit, onRotate, onRevoke }: { readonly of: ApiKey } & KeyActions) {
  return (
    <Menu position="bottom-end" width={190}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={28} aria-label={settings.actionsFor(key.name)}>
          <MoreHorizontal size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Pencil size={15} />} onClick={() => onEdit(key)}>
          {texts.edit}
        </Menu.Item>
        <Menu.Item leftSection={<RefreshCw size={15} />} onClick={() => onRotate(key)}>
          {words.rotate}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item color="red" leftSection={<Trash2 size={15} />} onClick={() => onRevoke(key)}>
          {words.revoke}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
