package campaignflows.communication.blockedcontact;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What was lifted, as callers see it. */
@Schema(name = "LiftedBlocks")
public record BlockedContactView(
        @Schema(description = "How many blocks there were; none is no fault")
        int lifted) {

    /** Body of a POST. */
    @Schema(name = "LiftBlocks", description = "Of an address, or of all addresses of a customer")
    public record Lift(
            @Schema(
                    description = "The email address, or the Telegram id",
                    examples = "ann@example.org",
                    maxLength = 320)
            @Nullable
            String address,

            @Nullable UUID customerId) {
        @Override
        public String toString() {
            return "Lift[…]";
        }
    }
}
