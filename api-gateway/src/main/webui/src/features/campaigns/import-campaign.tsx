import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useImportCampaign } from '../../api/queries/campaigns';
import { texts } from '../../texts/en';
import { DropZone } from '../../ui/drop-zone';
import { ProblemList } from '../../ui/problem-list';
import { say } from '../../ui/toast';

export function ImportCampaign({ onClose }: { readonly onClose: () => void }) {
  const importing = useImportCampaign();
  const navigate = useNavigate();
  const [unreadable, setUnreadable] = useState(false);
  const take = async (file: File) => {
    importing.reset();
    let document: unknown;
    try {
      document = JSON.parse(await file.text());
    } catch {
      setUnreadable(true);
      return;
    }
    setUnreadable(false);
    importing.mutate(document, {
      onSuccess: campaign => {
        say(texts.campaigns.importDone(campaign.name));
        navigate(`/campaigns/${campaign.id}/workflow`);
      },
    });
  };
  return (
    <Modal opened onClose={onClose} title={texts.campaigns.importTitle} size={460}>
      <Stack gap={14}>
        <ProblemList error={importing.error} />
        {unreadable && (
          <Text size="sm" c="var(--bad)" role="alert">
            {texts.campaigns.importUnreadable}
          </Text>
        )}
        <DropZone
          accept=".json,application/json"
          hint={texts.campaigns.importHint}
          onFile={take}
          disabled={importing.isPending}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} loading={importing.isPending}>
            {texts.cancel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
