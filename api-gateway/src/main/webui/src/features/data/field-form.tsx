import { Button, Group, Select, Stack, Switch, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { asProblem, type Problem } from '../../api/problem';
import { type FieldDraft, useFieldChanges } from '../../api/queries/fields';
import type { Campaign, DataField, FieldType, Level } from '../../api/types';
import { texts } from '../../texts/en';
import { data as dataTexts } from '../../texts/en/data';
import { goToFirstFault } from '../../ui/first-fault';
import { ProblemList } from '../../ui/problem-list';
import { useUnsavedEdit } from '../../ui/unsaved-edits';
import { nameFault, proposedName } from './rules';

const words = dataTexts.form;
const types = Object.entries(dataTexts.types).map(([value, label]) => ({ value, label }));
const levels = Object.entries(dataTexts.levels).map(([value, label]) => ({ value, label }));
const formFields = ['title', 'name', 'description', 'type', 'level', 'import', 'required', 'values'];

export interface FieldFormProps {
  readonly campaign: Campaign;
  readonly fields: readonly DataField[];
  /** Null for a new one. */
  readonly field: DataField | null;
  readonly onDone: () => void;
}

export function FieldForm({ campaign, fields, field, onDone }: FieldFormProps) {
  const { create, save } = useFieldChanges(campaign.id);
  const [named, setNamed] = useState(field !== null);
  const locked = field !== null && campaign.status === 'active';
  const taken = new Set(fields.map(one => one.name));
  const form = useForm({
    initialValues: {
      title: field?.title ?? '',
      name: field?.name ?? '',
      description: field?.description ?? '',
      type: (field?.type ?? 'string') as FieldType,
      level: (field?.level ?? 'participant') as Level,
      import: field?.import ?? true,
      required: field?.required ?? false,
      values: [...(field?.values ?? [])] as string[],
    },
    validate: {
      title: title => (title.trim() ? null : words.titleRequired),
      name: name => (field ? null : nameFault(name, fields)),
      values: (values, all) => (all.type === 'enumeration' && values.length === 0 ? words.valuesRequired : null),
    },
  });
  useUnsavedEdit(form.isDirty());
  const error = create.error ?? save.error;
  const isTaken = (problem: Problem) => problem.status === 409 && problem.errors.length === 0 && !field;
  const onError = (refused: unknown) => {
    const problem = asProblem(refused);
    for (const one of problem.errors) {
      if (one.field && formFields.includes(one.field)) form.setFieldError(one.field, one.message);
    }
    if (isTaken(problem)) form.setFieldError('name', problem.message);
  };
  const submit = form.onSubmit(({ name, ...values }) => {
    const draft: Omit<FieldDraft, 'name'> = {
      title: values.title.trim(),
      description: values.description.trim(),
      type: values.type,
      level: values.level,
      import: values.import,
      required: values.import && values.required,
      ...(values.type === 'enumeration' ? { values: values.values } : {}),
    };
    if (field) save.mutate({ name: field.name, patch: draft }, { onSuccess: onDone, onError });
    else create.mutate({ ...draft, name }, { onSuccess: onDone, onError });
  });
  return (
    <form
      noValidate
      onSubmit={event => {
        if (!form.isValid()) goToFirstFault(event.currentTarget);
        submit(event);
      }}
    >
      <Stack gap={14}>
        {!(error && isTaken(asProblem(error))) && <ProblemList error={error} shownElsewhere={formFields} />}
        <TextInput
          label={words.title}
          withAsterisk
          data-autofocus
          autoFocus
          {...form.getInputProps('title')}
          onChange={event => {
            const title = event.currentTarget.value;
            form.setFieldValue('title', title);
            if (!named) form.setFieldValue('name', proposedName(title, taken));
          }}
        />
        <TextInput
          label={words.name}
          description={words.nameHint}
          withAsterisk
          disabled={field !== null}
          {...form.getInputProps('name')}
          onChange={event => {
            setNamed(event.currentTarget.value !== '');
            form.setFieldValue('name', event.currentTarget.value);
          }}
        />
        <Textarea label={words.description} autosize minRows={2} {...form.getInputProps('description')} />
        <Group grow gap={10} align="flex-start">
          <Select
            label={words.type}
            allowDeselect={false}
            data={types}
            disabled={locked}
            title={locked ? words.activeLock : undefined}
            {...form.getInputProps('type')}
          />
          <Select
            label={words.level}
            title={words.levelHint}
            allowDeselect={false}
            data={levels}
            disabled={locked}
            {...form.getInputProps('level')}
          />
        </Group>
        {form.values.type === 'enumeration' && (
          <TagsInput
            label={words.values}
            description={words.valuesHint}
            withAsterisk
            acceptValueOnBlur
            {...form.getInputProps('values')}
          />
        )}
        <Switch
          label={words.import}
          description={words.importHint}
          checked={form.values.import}
          onChange={event => {
            form.setFieldValue('import', event.currentTarget.checked);
            if (!event.currentTarget.checked) form.setFieldValue('required', false);
          }}
        />
        <Switch
          label={words.required}
          description={form.values.import ? words.requiredHint : dataTexts.needsImport}
          disabled={!form.values.import}
          checked={form.values.required}
          onChange={event => form.setFieldValue('required', event.currentTarget.checked)}
        />
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onDone}>
            {texts.cancel}
          </Button>
          <Button type="submit" loading={create.isPending || save.isPending}>
            {field ? words.save : words.create}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
