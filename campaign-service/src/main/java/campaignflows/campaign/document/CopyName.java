package campaignflows.campaign.document;

import campaignflows.campaign.campaign.CampaignName;
import java.util.function.Predicate;

/** The name of a copy: that of the original with "(copy)", "(copy 2)", … behind it, the first that is free. */
final class CopyName {
    private CopyName() {}

    static CampaignName of(String original, Predicate<CampaignName> isTaken) {
        for (int number = 1; ; number++) {
            String suffix = number == 1 ? " (copy)" : " (copy %d)".formatted(number);
            CampaignName name =
                    new CampaignName(shortened(original, CampaignName.MAX_LENGTH - suffix.length()) + suffix);
            if (!isTaken.test(name)) {
                return name;
            }
        }
    }

    private static String shortened(String text, int codePoints) {
        return text.codePointCount(0, text.length()) <= codePoints
                ? text
                : text.substring(0, text.offsetByCodePoints(0, codePoints));
    }
}
