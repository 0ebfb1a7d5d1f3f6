import { CircleAlert } from 'lucide-react';
import type { Campaign } from '../../api/types';
import { campaigns as campaignsTexts } from '../../texts/en/campaigns';
import { formatMoment } from '../../time';
import { StatusTag } from '../../ui/status-tag';
import { useTimeSettings } from '../../ui/time';

export function CampaignStatusTag({ campaign }: { readonly campaign: Campaign }) {
  const settings = useTimeSettings();
  const label = campaignsTexts.status[campaign.status];
  if (campaign.status === 'error') {
    const hint = campaign.error ? `${formatMoment(campaign.error.at, settings)}: ${campaign.error.message}` : label;
    return <StatusTag tone="bad" icon={CircleAlert} label={label} hint={hint} />;
  }
  return <StatusTag tone={campaign.status === 'active' ? 'ok' : 'neutral'} label={label} />;
}
