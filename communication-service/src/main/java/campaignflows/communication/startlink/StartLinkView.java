package campaignflows.communication.startlink;

import campaignflows.platform.web.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A link as callers see it. */
@Schema(name = "StartLink", description = "A link that ties the Telegram chat of whoever opens it first to a customer")
public record StartLinkView(
        @Schema(
                description = "To be given to the person, and to nobody else",
                examples = "https://t.me/our_bot?start=AQ…")
        String url,

        @Schema(description = "What Telegram sends to the bot as /start <payload>")
        String payload,

        UUID customerId,
        Instant expiresAt) {

    /** Body of a POST. */
    @Schema(
            name = "NewStartLink",
            description = "For a customer by customer_id, or for a participant by campaign_id and participant_id")
    public record New(
            @Nullable UUID customerId,
            @Nullable UUID campaignId,
            @Nullable UUID participantId,

            @Schema(description = "How long it may be used, 1 to 8760; left out it is 720, thirty days") @Nullable
            Integer validHours) {
        private static final int USUAL_HOURS = 720;
        private static final int MOST_HOURS = 8_760;

        Duration validity() {
            Integer hours = validHours;
            if (hours != null && (hours < 1 || hours > MOST_HOURS)) {
                throw ProblemException.invalidField("valid_hours", "Give a whole number of 1 to 8760");
            }
            return Duration.ofHours(hours == null ? USUAL_HOURS : hours);
        }
    }
}
