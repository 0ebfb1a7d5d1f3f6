package campaignflows.communication.external;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an external agent tells of one session, all of which takes effect together. */
@Schema(name = "AgentEvent")
record AgentEvent(
        @Schema(required = true, description = "session.updated", examples = "session.updated") @Nullable
        String type,

        @Schema(description = "When it happened; for people") @Nullable
        Instant timestamp,

        @Schema(required = true) @Nullable Data data) {

    /** At least one of status, messages and results. */
    @Schema(name = "AgentEventData")
    record Data(
            @Schema(required = true, description = "Of the session.start") @Nullable
            UUID communicationId,

            @Schema(description = "How far the session has come; one that it has passed already changes nothing")
            @Nullable
            Status status,

            @Schema(description = "Why it failed or got no response, for people; at most 300 characters count")
            @Nullable
            String reason,

            @Schema(
                    description =
                            "What was said, in order, at most 100; one of the contact makes the communication Replied. They are not told twice")
            @Nullable
            List<Said> messages,

            @Schema(
                    type = SchemaType.OBJECT,
                    description =
                            "By the name of the agent's result, each of its type: true or false, a whole number, a number (or its text), else a text. Given with the end or before it; a later one of the same name replaces it")
            @Nullable
            Map<String, @Nullable JsonNode> results) {}

    /** How far the session has come. */
    @Schema(name = "AgentEventStatus")
    enum Status {
        STARTED,
        DELIVERED,
        READ,
        REPLIED,
        COMPLETED,
        NO_RESPONSE,
        FAILED
    }

    /** One message. */
    @Schema(name = "AgentEventMessage")
    record Said(
            @Schema(required = true) @Nullable From from,

            @Schema(required = true, description = "1 to 10000 characters") @Nullable
            String text,

            @Schema(description = "When it was said; now if it is left out") @Nullable
            Instant at) {}

    /** Who said it. */
    @Schema(name = "AgentEventSender")
    enum From {
        CONTACT,
        AGENT
    }
}
