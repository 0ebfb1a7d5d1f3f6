package campaignflows.campaign.lifecycle;

import campaignflows.platform.contracts.definition.CampaignStatus;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A campaign as the API shows it (api.md). */
@Schema(name = "Campaign")
public record CampaignView(
        UUID id,
        String name,
        String description,
        CampaignStatus status,
        Campaign.@Nullable Fault error,
        int run,
        @Nullable Instant startedAt,
        boolean updatedOnUnchanged,
        Instant createdAt,
        Instant updatedAt) {

    public static CampaignView of(Campaign campaign) {
        return new CampaignView(
                campaign.id(),
                campaign.name(),
                campaign.description(),
                campaign.status(),
                campaign.fault(),
                campaign.run(),
                campaign.startedAt(),
                campaign.updatedOnUnchanged(),
                campaign.createdAt(),
                campaign.updatedAt());
    }
}
