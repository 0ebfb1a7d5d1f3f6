import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { KeyRound, Lock, Trash2 } from 'lucide-react';
import { Suspense, useMemo, useState } from 'react';
import { type ApiKey, useApiKeyChanges, useApiKeys } from '../../api/queries/api-keys';
import { useMe, usePermissions } from '../../api/queries/session';
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
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const { revoke } = useApiKeyChanges();
  const own = me?.kind === 'api_key' ? me.id : null;
  const columns = useMemo(() => columnsOf(own, setRevoking), [own]);
  const create = <Button onClick={() => setCreating(true)}>{words.create}</Button>;
  return (
    <SettingsList
      words={words}
      icon={KeyRound}
      list={keys}
      columns={columns}
      minWidth={660}
      rowHeight={52}
      create={create}
    >
      <Suspense>{creating && <CreateKey onClose={() => setCreating(false)} />}</Suspense>
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

function columnsOf(own: string | null, onRevoke: (key: ApiKey) => void): readonly Column<ApiKey>[] {
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
      id: 'actions',
      header: words.columns.actions,
      headerHidden: true,
      width: '46px',
      cell: key => (
        <Tooltip label={words.revoke}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={28}
            aria-label={words.revokeOf(key.name)}
            onClick={() => onRevoke(key)}
          >
            <Trash2 size={15} />
          </ActionIcon>
        </Tooltip>
      ),
    },
  ];
}
