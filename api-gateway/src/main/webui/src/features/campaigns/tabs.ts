import { campaigns as campaignsTexts } from '../../texts/en/campaigns';

/** The pages of one campaign, in the guide's order. Only what exists stands here. */
export const tabs: readonly { readonly to: string; readonly label: string }[] = [
  { to: 'data', label: campaignsTexts.header.data },
  { to: 'workflow', label: campaignsTexts.header.workflow },
  { to: 'uploads', label: campaignsTexts.header.uploads },
  { to: 'participants', label: campaignsTexts.header.participants },
  { to: 'analytics', label: campaignsTexts.header.analytics },
];
