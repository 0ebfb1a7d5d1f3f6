import { Switch, Textarea } from '@mantine/core';
import { useState } from 'react';
import { asProblem } from '../../api/problem';
import { type CampaignPatch, useChangeCampaign } from '../../api/queries/campaigns';
import { useSubmit } from '../../api/queries/submit';
import type { Campaign } from '../../api/types';
import { texts } from '../../texts/en';
import { campaigns as campaignsTexts } from '../../texts/en/campaigns';
import { EditDialog } from '../../ui/edit-dialog';
import { say } from '../../ui/toast';
import { useEdited } from '../../ui/unsaved-edits';
import { descriptionFault } from './rules';

const words = campaignsTexts.settings;

export interface CampaignSettingsProps {
  readonly campaign: Campaign;
  readonly onClose: () => void;
}

/** What can be said of a campaign apart from its name: what it is for, and what rows do that change nothing (rule U7). */
export default function CampaignSettings({ campaign, onClose }: CampaignSettingsProps) {
  const change = useChangeCampaign(campaign.id);
  const save = useSubmit({ mutationFn: (patch: CampaignPatch) => change(patch) });
  const [description, setDescription] = useState(campaign.description);
  const [triggers, setTriggers] = useState(campaign.updated_on_unchanged);
  const dirty = useEdited([description.trim(), triggers]);
  const fault = descriptionFault(description) ?? (save.error ? asProblem(save.error).messageFor('description') : null);
  const submit = () => {
    if (descriptionFault(description)) return;
    const said = description.trim();
    const patch: CampaignPatch = {
      ...(said === campaign.description ? {} : { description: said }),
      ...(triggers === campaign.updated_on_unchanged ? {} : { updated_on_unchanged: triggers }),
    };
    if (Object.keys(patch).length === 0) return onClose();
    save.mutate(patch, {
      onSuccess: () => {
        say(words.saved);
        onClose();
      },
    });
  };
  return (
    <EditDialog
      dirty={dirty}
      onClose={onClose}
      size={480}
      title={words.title}
      error={save.error}
      shownElsewhere={['description']}
      pending={save.isPending}
      gap={16}
      onSubmit={submit}
    >
      <Textarea
        label={campaignsTexts.createDialog.description}
        description={texts.optional}
        autosize
        minRows={2}
        maxRows={6}
        data-autofocus
        value={description}
        error={fault}
        onChange={event => setDescription(event.currentTarget.value)}
      />
      <Switch
        label={words.unchanged}
        description={words.unchangedHint}
        checked={triggers}
        onChange={event => setTriggers(event.currentTarget.checked)}
      />
    </EditDialog>
  );
}
