package campaignflows.communication.web;

import campaignflows.communication.storage.Columns;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a browser is sent: a JSON object with its {@code type}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ServerFrame.Ready.class, name = "ready"),
    @JsonSubTypes.Type(value = ServerFrame.Shown.class, name = "message"),
    @JsonSubTypes.Type(value = ServerFrame.Accepted.class, name = "accepted"),
    @JsonSubTypes.Type(value = ServerFrame.Refused.class, name = "error"),
    @JsonSubTypes.Type(value = ServerFrame.Pong.class, name = "pong")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
sealed interface ServerFrame {

    /**
     * The answer to a hello.
     *
     * @param visitor to be kept by the browser; null for whom the website's owner has named
     * @param open    whether the channel runs: what is said on one that is stopped begins nothing
     */
    record Ready(
            @Nullable Known visitor,
            boolean open,
            @Nullable String title,
            @Nullable String greeting,
            @Nullable String color)
            implements ServerFrame {}

    /** By which the browser shows the next time that it is the same one. */
    record Known(String id, String secret) {
        @Override
        public String toString() {
            return "Known[…]";
        }
    }

    /** A message for the visitor. */
    record Shown(long seq, String text, Instant at) implements ServerFrame {
        @Override
        public String toString() {
            return "Shown[" + seq + "]";
        }
    }

    /** What the visitor said under this id is stored. */
    record Accepted(String id) implements ServerFrame {}

    /**
     * Something was refused.
     *
     * @param id of the message that it is about; null if it is about none
     */
    record Refused(String code, String message, @Nullable String id) implements ServerFrame {}

    /** A sign of life. */
    record Pong() implements ServerFrame {}

    default String json() {
        return Columns.json(this);
    }
}
