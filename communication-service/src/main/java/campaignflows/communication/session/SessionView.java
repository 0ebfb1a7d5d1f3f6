package campaignflows.communication.session;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A conversation as callers see it: what it was given, what was said, what came of it. */
@Schema(name = "Session")
public record SessionView(
        UUID id,

        @Schema(description = "Null for a session that the contact began") @Nullable
        UUID communicationId,

        Status status,
        Map<String, String> parameters,

        @Schema(description = "By name, each of its type: text, number, true or false; a numeric one as text")
        Map<String, ?> results,

        List<Said> messages) {
    public SessionView {
        messages = List.copyOf(messages);
    }

    SessionView withResults(Map<String, ?> typed) {
        return new SessionView(id, communicationId, status, parameters, typed, messages);
    }

    /** Whether something may still be said. */
    @Schema(name = "SessionStatus")
    public enum Status {
        ACTIVE,
        CLOSED
    }

    /** One message. */
    @Schema(name = "SessionMessage")
    public record Said(Instant at, From from, String text) {}

    /** Who said it. */
    @Schema(name = "MessageAuthor")
    public enum From {
        CONTACT,
        AGENT
    }
}
