package campaignflows.campaign.document;

import campaignflows.campaign.lifecycle.CampaignName;
import campaignflows.platform.values.ShownText;

/** The name of a copy: that of the original with "(copy)", "(copy 2)", … after it, the first that is free. */
final class CopyName {
    private CopyName() {}

    /** @param number of the attempt, from 1 */
    static CampaignName of(String original, int number) {
        String suffix = number == 1 ? " (copy)" : " (copy %d)".formatted(number);
        return new CampaignName(ShownText.start(original, CampaignName.MAX_LENGTH - suffix.length()) + suffix);
    }
}
