import { Autocomplete, Button, Group, Select, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { asProblem } from '../../api/problem';
import { usePermissions } from '../../api/queries/session';
import { useChangeTenant, useTenant } from '../../api/queries/tenant';
import type { Tenant } from '../../api/types';
import { texts } from '../../texts/en';
import { settings } from '../../texts/en/settings';
import { formatDay, wallClock } from '../../time';
import { Page } from '../../ui/page';
import { ProblemList } from '../../ui/problem-list';
import { ErrorState, SkeletonRows } from '../../ui/states';
import { say } from '../../ui/toast';
import { useUnsavedEdit } from '../../ui/unsaved-edits';
import { dateFormatFault } from './rules';
import s from './settings.module.css';
import { regions, timezones } from './timezones-and-regions';

const words = settings.tenant;
const formats = ['yyyy-MM-dd', 'dd.MM.yyyy', 'dd/MM/yyyy', 'MM/dd/yyyy', 'd.M.yyyy', 'yyyy/MM/dd'];
const fields = ['name', 'timezone', 'date_format', 'region'];

export function Component() {
  const tenant = useTenant();
  return (
    <Page title={words.title}>
      {tenant.isPending ? (
        <SkeletonRows rows={4} />
      ) : tenant.data ? (
        <TenantForm key={tenant.data.id} tenant={tenant.data} />
      ) : (
        <ErrorState what={words.title} error={tenant.error} onRetry={() => tenant.refetch()} />
      )}
    </Page>
  );
}

function TenantForm({ tenant }: { readonly tenant: Tenant }) {
  const { administer } = usePermissions();
  const save = useChangeTenant();
  const [draft, setDraft] = useState({
    name: tenant.name,
    timezone: tenant.timezone,
    date_format: tenant.date_format,
    region: tenant.region,
  });
  const [tried, setTried] = useState(false);
  const zones = useMemo(() => timezones(tenant.timezone), [tenant.timezone]);
  const countries = useMemo(() => regions(tenant.region), [tenant.region]);
  const problem = save.error ? asProblem(save.error) : null;
  const nameFault = draft.name.trim() ? null : settings.nameRequired;
  const formatFault = dateFormatFault(draft.date_format);
  const changed =
    draft.name.trim() !== tenant.name ||
    draft.timezone !== tenant.timezone ||
    draft.date_format !== tenant.date_format ||
    draft.region !== tenant.region;
  useUnsavedEdit(changed);
  const today = wallClock(new Date(), draft.timezone).slice(0, 10);
  const change = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  const submit = () => {
    setTried(true);
    if (nameFault || formatFault || !changed || save.isPending) return;
    save.mutate({ ...draft, name: draft.name.trim() }, { onSuccess: () => say(words.saved) });
  };
  return (
    <form
      className={s.form}
      noValidate
      onSubmit={event => {
        event.preventDefault();
        submit();
      }}
    >
      <ProblemList error={save.error} shownElsewhere={fields} />
      {!administer && <p className={s.hint}>{words.readOnly}</p>}
      <TextInput
        label={words.name}
        withAsterisk={administer}
        readOnly={!administer}
        value={draft.name}
        error={(tried && nameFault) || problem?.messageFor('name')}
        onChange={event => change({ name: event.currentTarget.value })}
      />
      <Select
        label={words.timezone}
        description={words.timezoneHint}
        readOnly={!administer}
        searchable
        allowDeselect={false}
        limit={100}
        nothingFoundMessage={words.noZone}
        data={zones}
        value={draft.timezone}
        error={problem?.messageFor('timezone')}
        onChange={timezone => timezone && change({ timezone })}
      />
      <div>
        <Autocomplete
          label={words.dateFormat}
          description={words.dateFormatHint}
          readOnly={!administer}
          data={formats}
          filter={({ options }) => options}
          value={draft.date_format}
          error={(tried && formatFault) || problem?.messageFor('date_format')}
          onChange={date_format => change({ date_format })}
        />
        {!formatFault && (
          <p className={s.hint} role="status">
            {words.example(formatDay(today, { timezone: draft.timezone, dateFormat: draft.date_format }))}
          </p>
        )}
      </div>
      <Select
        label={words.region}
        description={words.regionHint}
        readOnly={!administer}
        searchable
        clearable={administer}
        placeholder={words.noRegion}
        data={countries}
        value={draft.region}
        error={problem?.messageFor('region')}
        onChange={region => change({ region })}
      />
      {administer && (
        <Group justify="flex-end">
          <Button
            type="submit"
            loading={save.isPending}
            disabled={!changed}
            title={changed ? undefined : words.unchanged}
          >
            {texts.save}
          </Button>
        </Group>
      )}
    </form>
  );
}
