import { Button, Switch, Tooltip } from '@mantine/core';
import { Check, Info, Lock, Minus, Settings2, Table2 } from 'lucide-react';
import { Suspense, useMemo, useState } from 'react';
import { useFieldChanges, useFields } from '../../api/queries/fields';
import { usePermissions } from '../../api/queries/session';
import type { DataField } from '../../api/types';
import { texts } from '../../texts/en';
import { data as dataTexts } from '../../texts/en/data';
import { useThisCampaign } from '../../ui/campaign-context';
import { type Column, DataTable } from '../../ui/data-table';
import { lazyPart } from '../../ui/lazy-part';
import { pageStyles } from '../../ui/page';
import { EmptyState, ErrorState, SkeletonRows, StaleNotice } from '../../ui/states';
import { sayFailed, sayUndoable } from '../../ui/toast';
import s from './data-page.module.css';
import { withImport } from './rules';

const words = dataTexts;
const ManageFields = lazyPart(() => import('./manage-fields'));

export function Component() {
  const campaign = useThisCampaign();
  const fields = useFields(campaign.id);
  const { change } = useFieldChanges(campaign.id);
  const { editCampaigns } = usePermissions();
  const [managing, setManaging] = useState(false);
  const columns = useMemo(() => {
    const set: Set = (field, patch) => {
      change(field.name, patch).then(() => {
        if (patch.import !== false || !field.required) return;
        const back = { import: true, required: true };
        sayUndoable(words.requiredOff(field.title), () => void change(field.name, back).catch(sayFailed));
      }, sayFailed);
    };
    return columnsOf(editCampaigns, set);
  }, [editCampaigns, change]);
  const rows = fields.data ?? [];
  return (
    <div className={pageStyles.body}>
      <div className={pageStyles.bar}>
        <h2 className="hidden">{words.title}</h2>
        {fields.data && (
          <span className={s.count}>{words.count(rows.length, rows.filter(field => !field.system).length)}</span>
        )}
        <span className={pageStyles.grow} />
        {editCampaigns && (
          <Button
            variant="default"
            leftSection={<Settings2 size={14} aria-hidden />}
            disabled={!fields.data}
            onClick={() => setManaging(true)}
          >
            {words.manage}
          </Button>
        )}
      </div>
      {campaign.status === 'active' && editCampaigns && (
        <p className={s.note} role="note">
          <Info size={15} aria-hidden />
          {words.activeNote}
        </p>
      )}
      {fields.isPending ? (
        <SkeletonRows rows={10} />
      ) : fields.isError && rows.length === 0 ? (
        <ErrorState what={words.title} error={fields.error} onRetry={() => fields.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState icon={Table2} title={words.title} />
      ) : (
        <div className={s.list}>
          <DataTable label={words.title} columns={columns} rows={rows} rowId={field => field.name} minWidth={900} />
          <StaleNotice of={fields} />
        </div>
      )}
      <Suspense>
        {managing && <ManageFields campaign={campaign} fields={rows} onClose={() => setManaging(false)} />}
      </Suspense>
    </div>
  );
}

type Set = (field: DataField, patch: { import?: boolean; required?: boolean }) => void;

function columnsOf(editable: boolean, set: Set): readonly Column<DataField>[] {
  return [
    {
      id: 'name',
      header: words.columns.title,
      width: 'minmax(150px, 1.1fr)',
      cell: field => (
        <span className={s.title}>
          <span dir="auto" title={field.title}>
            {field.title || field.name}
          </span>
          {field.system && (
            <Tooltip label={words.locked}>
              <span className={s.lock} role="img" aria-label={words.locked}>
                <Lock size={13} aria-hidden />
              </span>
            </Tooltip>
          )}
        </span>
      ),
    },
    {
      id: 'key',
      header: words.columns.name,
      width: 'minmax(140px, 1fr)',
      cell: field => <code className={s.code}>{field.name}</code>,
    },
    {
      id: 'description',
      header: words.columns.description,
      width: 'minmax(120px, 1.4fr)',
      cell: field => (
        <span className={s.quiet} title={field.description}>
          {field.description || texts.none}
        </span>
      ),
    },
    { id: 'type', header: words.columns.type, width: '106px', cell: field => words.types[field.type] },
    { id: 'level', header: words.columns.level, width: '134px', cell: field => words.levels[field.level] },
    {
      id: 'import',
      header: words.columns.import,
      width: '82px',
      cell: field =>
        field.system || !editable ? (
          <Mark on={field.import} />
        ) : (
          <Switch
            size="sm"
            aria-label={words.importOf(field.title)}
            checked={field.import}
            onChange={event => set(field, withImport(event.currentTarget.checked))}
          />
        ),
    },
    {
      id: 'required',
      header: words.columns.required,
      width: '90px',
      cell: field =>
        field.system || !editable ? (
          <Mark on={field.required} />
        ) : (
          <Tooltip label={words.needsImport} disabled={field.import}>
            <span>
              <Switch
                size="sm"
                aria-label={words.requiredOf(field.title)}
                checked={field.required}
                disabled={!field.import}
                onChange={event => set(field, { required: event.currentTarget.checked })}
              />
            </span>
          </Tooltip>
        ),
    },
  ];
}

/** What cannot be changed is a fact and not a switch. */
function Mark({ on }: { readonly on: boolean }) {
  return (
    <span className={s.mark} data-on={on || undefined}>
      {on ? <Check size={15} strokeWidth={2.4} aria-hidden /> : <Minus size={15} aria-hidden />}
      <span className="hidden">{on ? texts.yes : texts.no}</span>
    </span>
  );
}
