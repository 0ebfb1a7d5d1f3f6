package campaignflows.communication.inbound;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says of a message that it was given: unordered, repeated, and perhaps before its own answer.
 *
 * @param communicationId our id, which went with the message; null if it does not come back
 * @param providerId      by which the provider names the message
 * @param problem         why it failed or is delayed, for people; null unless it did
 * @param stopsChannel    whether nothing else would get through either before somebody mends something
 * @param deadAddress     whether nothing else would get through to this contact either
 */
record Receipt(
        @Nullable UUID communicationId,
        String providerId,
        Stage stage,
        @Nullable String problem,
        boolean stopsChannel,
        boolean deadAddress) {

    /** That says nothing of other messages to the contact. */
    Receipt(
            @Nullable UUID communicationId,
            String providerId,
            Stage stage,
            @Nullable String problem,
            boolean stopsChannel) {
        this(communicationId, providerId, stage, problem, stopsChannel, false);
    }

    /** How far the message has come. */
    enum Stage {
        SENT,
        DELIVERED,
        READ,
        /** It has not arrived yet, and its server goes on trying: what that says is noted, and nothing ends. */
        DELAYED,
        FAILED
    }
}
