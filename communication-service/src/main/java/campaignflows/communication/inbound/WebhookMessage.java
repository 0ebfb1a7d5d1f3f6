package campaignflows.communication.inbound;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One message of a contact in our own form, as the webhooks of email, voice and web channels take it. */
@Schema(
        name = "WebhookMessage",
        description =
                "To an email, voice or web channel: one message of a contact, with the address that the channel has")
public record WebhookMessage(
        @Schema(required = true, description = "1 to 200 characters; the same id again on this channel does nothing")
        @Nullable
        String id,

        @Schema(description = "When it was said; now if it is left out") @Nullable
        Instant at,

        @Schema(required = true) @Nullable Contact contact,

        @Schema(description = "At most 10000 characters; empty for a call of which nothing is written down") @Nullable
        String text) {

    /** Who wrote: the one of the three that is the channel's address, and a name for somebody who is not known yet. */
    @Schema(name = "WebhookContact")
    public record Contact(
            @Schema(description = "Of an email channel") @Nullable
            String email,

            @Schema(description = "Of a voice channel; best with + and country code") @Nullable
            String phone,

            @Schema(description = "Of a web channel") @Nullable
            String webId,

            @Nullable String name) {}
}
