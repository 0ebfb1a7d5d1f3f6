package campaignflows.campaign.lifecycle;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as requests describe it: all of a new one, or the changes of an existing one. What is left out or null stays.
 *
 * @param updatedOnUnchanged whether a matching row fires Participant Updated though nothing changed; on if left out
 */
@Schema(description = "A new campaign, or what changes of one")
public record CampaignDraft(
        @Schema(description = "Needed for a new campaign") @Nullable
        String name,

        @Nullable String description,
        @Nullable Boolean updatedOnUnchanged) {}
