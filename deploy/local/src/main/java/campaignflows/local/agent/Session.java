package campaignflows.local.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session that the agent was asked for.
 *
 * @param id     the communication's, by which a repeat is known
 * @param answer what the person has chosen; null: nothing yet
 * @param told   what the system has told of it, for people; null: nothing
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Session(
        UUID id,
        String name,
        String channel,
        String address,
        String question,
        String callback,
        Instant startedAt,
        @Nullable String answer,
        @Nullable String comment,
        @Nullable String told) {
    private static final String QUESTION = "Will you take care of it?";

    /** @throws IllegalArgumentException if it is no session.start, or lacks what the agent needs */
    static Session of(JsonNode start, Instant now) {
        JsonNode data = start.path("data");
        String callback = data.path("callback_url").asText();
        if (!start.path("type").asText().equals("session.start") || callback.isEmpty()) {
            throw new IllegalArgumentException(
                    "Expected a session.start with data.communication_id and data.callback_url");
        }
        return new Session(
                UUID.fromString(data.path("communication_id").asText()),
                data.path("name").asText(),
                data.path("channel").path("type").asText(),
                data.path("contact").path("address").asText(),
                data.path("parameters").path("question").asText(QUESTION),
                callback,
                now,
                null,
                null,
                null);
    }

    Session answered(String choice, @Nullable String words) {
        return new Session(id, name, channel, address, question, callback, startedAt, choice, words, told);
    }

    Session told(String news) {
        return new Session(id, name, channel, address, question, callback, startedAt, answer, comment, news);
    }

    /** Whether what is said is shown in the chat of a website. */
    boolean isInChat() {
        return channel.equals("web");
    }

    /** Whether there is anything left to say. */
    boolean isOpen() {
        return answer == null && told == null;
    }

    @Override
    public String toString() {
        return "Session[" + id + "]";
    }
}
