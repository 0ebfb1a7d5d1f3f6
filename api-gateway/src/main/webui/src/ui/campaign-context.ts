import { useOutletContext } from 'react-router';
import type { Campaign } from '../api/types';

/** The campaign whose pages are shown. Pages below the header have it without asking again. */
export function useThisCampaign(): Campaign {
  return useOutletContext<Campaign>();
}
