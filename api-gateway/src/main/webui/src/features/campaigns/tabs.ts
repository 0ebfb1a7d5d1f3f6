import { texts } from '../../texts/en';

/** The pages of one campaign, in the guide's order. Only what exists stands here. */
export const tabs: readonly { readonly to: string; readonly label: string }[] = [
  { to: 'data', label: texts.campaigns.header.data },
  { to: 'workflow', label: texts.campaigns.header.workflow },
  { to: 'uploads', label: texts.campaigns.header.uploads },
  { to: 'participants', label: texts.campaigns.header.participants },
  { to: 'analytics', label: texts.campaigns.header.analytics },
];
