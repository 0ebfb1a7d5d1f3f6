package campaignflows.campaign.campaign;

import campaignflows.platform.values.ValueLimits;
import campaignflows.platform.web.problem.ProblemException;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A campaign's name (rule C1), without outer white space. Two names are the same if their keys are: case and the way a
 * letter with an accent is put together do not count.
 *
 * @param text as people wrote it
 */
public record CampaignName(String text) {
    public static final int MAX_LENGTH = 200;

    public CampaignName {
        text = text.strip();
        if (text.isEmpty() || text.codePointCount(0, text.length()) > MAX_LENGTH || !ValueLimits.isStorable(text)) {
            throw ProblemException.invalidField(
                    "name", "Give the campaign a name of 1 to %d characters".formatted(MAX_LENGTH));
        }
    }

    /** The name in a request, where it may be missing. */
    public static CampaignName of(@Nullable String text) {
        return new CampaignName(text == null ? "" : text);
    }

    /** What is unique in the tenant. */
    public String key() {
        String folded = text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }
}
