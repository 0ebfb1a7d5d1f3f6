package campaignflows.campaign.document;

import campaignflows.campaign.campaign.CampaignName;

/** The name of a copy: that of the original with "(copy)", "(copy 2)", … behind it, the first that is free. */
final class CopyName {
    private CopyName() {}

    /** @param number of the attempt, from 1 */
    static CampaignName of(String original, int number) {
        String suffix = number == 1 ? " (copy)" : " (copy %d)".formatted(number);
        return new CampaignName(shortened(original, CampaignName.MAX_LENGTH - suffix.length()) + suffix);
    }

    private static String shortened(String text, int codePoints) {
        return text.codePointCount(0, text.length()) <= codePoints
                ? text
                : text.substring(0, text.offsetByCodePoints(0, codePoints));
    }
}
