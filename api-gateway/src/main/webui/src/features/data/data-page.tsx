import { useThisCampaign } from '../../ui/campaign-context';
import { pageStyles } from '../../ui/page';

export function Component() {
  const campaign = useThisCampaign();
  return <div className={pageStyles.body}>{campaign.description}</div>;
}
