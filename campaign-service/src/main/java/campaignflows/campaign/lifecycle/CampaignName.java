package campaignflows.campaign.lifecycle;

import campaignflows.campaign.text.OneLine;
import campaignflows.platform.web.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * A campaign's name (rule C1), one line of normalised text. Two names are the same if their keys are.
 *
 * @param text as people wrote it
 */
public record CampaignName(String text) {
    public static final int MAX_LENGTH = 200;

    public CampaignName {
        text = OneLine.of(text, MAX_LENGTH)
                .orElseThrow(() -> ProblemException.invalidField(
                        "name",
                        "Give the campaign a name of 1 to %d characters in one line, without control characters"
                                .formatted(MAX_LENGTH)));
    }

    /** The name in a request, where it may be missing. */
    public static CampaignName of(@Nullable String text) {
        return new CampaignName(text == null ? "" : text);
    }

    /** What is unique in the tenant. */
    public String key() {
        return OneLine.key(text);
    }
}
