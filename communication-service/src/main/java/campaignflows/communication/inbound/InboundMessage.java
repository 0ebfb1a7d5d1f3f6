package campaignflows.communication.inbound;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message of a contact, whatever provider brought it.
 *
 * @param providerId  by which a repeat of the provider is known, within the channel
 * @param identifiers who wrote, by field name, as the provider says it; the channel's address is among them
 * @param name        of the contact, as far as the provider knows one
 * @param text        what was said; for what is no text, its kind in brackets
 * @param saidAt      the provider's time; null if it gives none
 * @param answers     communications that it says it answers, the most likely first
 * @param line        which of our numbers was written to, as the provider names it; null if its webhook is for one alone
 */
record InboundMessage(
        String providerId,
        Map<String, String> identifiers,
        @Nullable String name,
        String text,
        @Nullable Instant saidAt,
        @Nullable String line,
        List<UUID> answers) {
    static final int MAX_PROVIDER_ID = 500;

    InboundMessage {
        identifiers = Map.copyOf(identifiers);
        answers = List.copyOf(answers);
    }

    /** That does not say what it answers. */
    InboundMessage(
            String providerId,
            Map<String, String> identifiers,
            @Nullable String name,
            String text,
            @Nullable Instant saidAt,
            @Nullable String line) {
        this(providerId, identifiers, name, text, saidAt, line, List.of());
    }

    /** To the one address that the webhook is for. */
    InboundMessage(
            String providerId,
            Map<String, String> identifiers,
            @Nullable String name,
            String text,
            @Nullable Instant saidAt) {
        this(providerId, identifiers, name, text, saidAt, null);
    }
}
