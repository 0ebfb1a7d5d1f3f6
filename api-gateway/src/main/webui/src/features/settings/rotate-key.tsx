import { Select } from '@mantine/core';
import { useState } from 'react';
import { type ApiKey, useApiKeyChanges } from '../../api/queries/api-keys';
import { settings } from '../../texts/en/settings';
import { EditDialog } from '../../ui/edit-dialog';
import s from './settings.module.css';
import { ShownKey } from './shown-key';

const words = settings.apiKeys.rotateDialog;
const overlaps = Object.entries(words.overlaps).map(([value, label]) => ({ value, label }));

/** Gives a key another secret; the present one stays valid for a time. */
export default function RotateKey({ rotated, onClose }: { readonly rotated: ApiKey; readonly onClose: () => void }) {
  const { rotate } = useApiKeyChanges();
  const [overlap, setOverlap] = useState('PT24H');
  const secret = rotate.data?.api_key;
  if (secret) return <ShownKey secret={secret} onClose={onClose} />;
  return (
    <EditDialog
      dirty={false}
      onClose={onClose}
      size={460}
      title={words.title(rotated.name)}
      error={rotate.error}
      shownElsewhere={[]}
      pending={rotate.isPending}
      submit={words.submit}
      onSubmit={() => {
        if (!rotate.isPending) rotate.mutate({ id: rotated.id, overlap });
      }}
    >
      <p className={s.hint}>{words.text}</p>
      <Select
        label={words.overlap}
        allowDeselect={false}
        data={overlaps}
        value={overlap}
        onChange={value => setOverlap(value ?? 'PT24H')}
      />
    </EditDialog>
  );
}
