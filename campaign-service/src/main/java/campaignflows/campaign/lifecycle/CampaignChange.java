package campaignflows.campaign.lifecycle;

import campaignflows.campaign.text.Description;
import campaignflows.platform.web.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** A change of a campaign that was found valid; null stays as it is. */
record CampaignChange(
        @Nullable CampaignName name,
        @Nullable String description,
        @Nullable Boolean updatedOnUnchanged) {
    private static final int MAX_DESCRIPTION = 5_000;

    /** @throws ProblemException 422 for a name or a description that is not valid */
    static CampaignChange of(CampaignDraft patch) {
        return new CampaignChange(
                patch.name() == null ? null : new CampaignName(patch.name()),
                patch.description() == null ? null : description(patch.description()),
                patch.updatedOnUnchanged());
    }

    static String description(@Nullable String text) {
        return Description.of(text, MAX_DESCRIPTION)
                .orElseThrow(() -> ProblemException.invalidField(
                        "description", "Use at most %,d characters".formatted(MAX_DESCRIPTION)));
    }
}
