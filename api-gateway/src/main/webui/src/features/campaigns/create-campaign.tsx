import { Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRef } from 'react';
import { useNavigate } from 'react-router';
import { asProblem } from '../../api/problem';
import { campaignNameTaken, useCreateCampaign } from '../../api/queries/campaigns';
import { texts } from '../../texts/en';
import { campaigns as campaignsTexts } from '../../texts/en/campaigns';
import { EditDialog } from '../../ui/edit-dialog';
import { descriptionFault, nameFault } from './rules';

const words = campaignsTexts.createDialog;

/** Mounted only while it is open, so that it begins empty each time. */
export default function CreateCampaign({ onClose }: { readonly onClose: () => void }) {
  const create = useCreateCampaign();
  const navigate = useNavigate();
  const made = useRef(false);
  const form = useForm({
    initialValues: { name: '', description: '' },
    validate: { name: nameFault, description: descriptionFault },
  });

  /** Known before Create is pressed; the server still decides. */
  const checkName = async () => {
    const name = form.values.name;
    if (nameFault(name)) return;
    try {
      if (await campaignNameTaken(name)) form.setFieldError('name', words.nameTaken);
    } catch {
      // Not being able to ask is no fault of the name.
    }
  };
  const submit = form.onSubmit(values =>
    create.mutate(
      { name: values.name.trim(), description: values.description.trim() },
      {
        onSuccess: campaign => {
          made.current = true;
          navigate(`/campaigns/${campaign.id}/data`);
        },
        onError: error => {
          const problem = asProblem(error);
          const name = problem.messageFor('name') ?? (problem.status === 409 ? words.nameTaken : undefined);
          if (name) form.setFieldError('name', name);
          const description = problem.messageFor('description');
          if (description) form.setFieldError('description', description);
        },
      },
    ),
  );
  const taken = create.error && asProblem(create.error).status === 409;
  return (
    <EditDialog
      dirty={() => form.isDirty() && !made.current}
      onClose={onClose}
      size={460}
      title={words.title}
      error={taken ? null : create.error}
      shownElsewhere={['name', 'description']}
      wrong={!form.isValid()}
      pending={create.isPending}
      submit={words.submit}
      onSubmit={submit}
    >
      <TextInput
        label={words.name}
        withAsterisk
        required
        data-autofocus
        autoComplete="off"
        {...form.getInputProps('name')}
        onBlur={checkName}
      />
      <Textarea
        label={words.description}
        description={texts.optional}
        autosize
        minRows={2}
        maxRows={6}
        {...form.getInputProps('description')}
      />
    </EditDialog>
  );
}
