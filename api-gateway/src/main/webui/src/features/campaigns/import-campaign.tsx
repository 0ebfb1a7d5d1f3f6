import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useImportCampaign } from '../../api/queries/campaigns';
import { texts } from '../../texts/en';
import { campaigns as campaignsTexts } from '../../texts/en/campaigns';
import { DropZone } from '../../ui/drop-zone';
import { ProblemList } from '../../ui/problem-list';
import { say } from '../../ui/toast';

export default function ImportCampaign({ onClose }: { readonly onClose: () => void }) {
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
        say(campaignsTexts.importDone(campaign.name));
        navigate(`/campaigns/${campaign.id}/workflow`);
      },
    });
  };
  return (
    <Modal opened onClose={onClose} title={campaignsTexts.importTitle} size={460}>
      <Stack gap={14}>
        <ProblemList error={importing.error} />
        {unreadable && (
          <Text size="sm" c="var(--bad)" role="alert">
            {campaignsTexts.importUnreadable}
          </Text>
        )}
        <DropZone
          accept=".json,application/json"
          hint={campaignsTexts.importHint}
          onFile={take}
          disabled={importing.isPending}
        />
        <Group justify="space-between">
          <Text size="sm" c="var(--text-2)" role="status">
            {importing.isPending && campaignsTexts.importing}
          </Text>
          <Button variant="default" onClick={onClose}>
            {texts.cancel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
