package campaignflows.platform.contracts.definition;

import campaignflows.platform.contracts.MessageFamily;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** An infrastructure fault that puts a campaign's run into Error (rule C2); one of an older run is ignored. */
public record CampaignFaulted(UUID campaignId, int run, Instant at, String message) {
    public static final MessageFamily<CampaignFaulted> FAMILY =
            new MessageFamily<>(Map.of("CampaignFaulted", CampaignFaulted.class));
}
