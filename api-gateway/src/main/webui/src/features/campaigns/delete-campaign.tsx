import { useDeleteCampaign } from '../../api/queries/campaigns';
import type { Campaign } from '../../api/types';
import { campaigns as campaignsTexts } from '../../texts/en/campaigns';
import { Confirm } from '../../ui/confirm';
import { say } from '../../ui/toast';

export interface DeleteCampaignProps {
  readonly campaign: Campaign;
  readonly onClose: () => void;
  readonly onDeleted?: () => void;
}

export default function DeleteCampaign({ campaign, onClose, onDeleted }: DeleteCampaignProps) {
  const remove = useDeleteCampaign();
  const words = campaignsTexts.deleteDialog;
  return (
    <Confirm
      title={words.title(campaign.name)}
      submit={words.submit}
      danger
      typed={campaign.name}
      busy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() =>
        remove.mutate(campaign.id, {
          onSuccess: () => {
            say(campaignsTexts.deleted(campaign.name));
            onClose();
            onDeleted?.();
          },
        })
      }
    >
      {words.text}
    </Confirm>
  );
}
