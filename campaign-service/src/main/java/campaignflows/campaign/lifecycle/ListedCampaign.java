package campaignflows.campaign.lifecycle;

import campaignflows.platform.contracts.definition.CampaignStatus;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A campaign as the list shows it (api.md), with the figures that people look for there. */
@Schema(description = "A campaign in the list")
public record ListedCampaign(
        UUID id,
        String name,
        String description,
        CampaignStatus status,
        Campaign.@Nullable Fault error,
        int run,
        @Nullable Instant startedAt,
        boolean updatedOnUnchanged,
        Instant createdAt,
        Instant updatedAt,

        @Schema(description = "How many flows it has") int flows,

        @Schema(description = "How many of them are active") int activeFlows,

        @Schema(description = "How many participants it has, as counted some moments ago")
        long participants,

        @Schema(
                description =
                        "When its last upload ended; null if there was none, or if it cannot be told at the moment")
        @Nullable
        Instant lastUploadAt) {

    /** How many flows a campaign has. */
    public record Flows(int all, int active) {
        public static final Flows NONE = new Flows(0, 0);
    }

    static ListedCampaign of(Campaign campaign, Flows flows, long participants, @Nullable Instant lastUploadAt) {
        return new ListedCampaign(
                campaign.id(),
                campaign.name(),
                campaign.description(),
                campaign.status(),
                campaign.fault(),
                campaign.run(),
                campaign.startedAt(),
                campaign.updatedOnUnchanged(),
                campaign.createdAt(),
                campaign.updatedAt(),
                flows.all(),
                flows.active(),
                participants,
                lastUploadAt);
    }
}
