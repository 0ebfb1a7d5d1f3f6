package campaignflows.platform.messaging;

import campaignflows.platform.contracts.Topics;
import campaignflows.platform.tracing.TraceParent;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to a topic. A value of null is a tombstone. Its size is bounded here, before the outbox, because a
 * message that the broker refuses would hold up everything after it.
 *
 * @param key what the topic is partitioned by; messages of one key keep their order across all topics
 * @param headers names and texts, in order
 */
public record OutgoingMessage(
        String topic, @Nullable String key, Map<String, String> headers, byte @Nullable [] value) {

    /** Name of the header that holds a message's type. */
    public static final String TYPE_HEADER = "type";

    /** The largest value in bytes: the topics' bound less room for key, headers and the batch around it. */
    public static final int MAX_VALUE_BYTES = Topics.MAX_MESSAGE_BYTES - 64 * 1024;

    public OutgoingMessage {
        if (topic.isBlank()) {
            throw new IllegalArgumentException("Expected the name of a topic, but it is blank");
        }
        if (value != null && value.length > MAX_VALUE_BYTES) {
            throw new IllegalArgumentException("Expected a message of at most " + MAX_VALUE_BYTES + " bytes for "
                    + topic + ", but it has " + value.length);
        }
        headers = Map.copyOf(headers);
    }

    public OutgoingMessage(String topic, UUID key, @Nullable String type, byte @Nullable [] value) {
        this(topic, key.toString(), type == null ? Map.of() : Map.of(TYPE_HEADER, type), value);
    }

    /** The same as a part of a trace; unchanged if that is null. */
    public OutgoingMessage tracedBy(@Nullable String traceparent) {
        if (traceparent == null) {
            return this;
        }
        Map<String, String> more = new HashMap<>(headers);
        more.put(TraceParent.HEADER, traceparent);
        return new OutgoingMessage(topic, key, more, value);
    }

    /** Where it stands in a trace; null if it is not traced. */
    @Nullable
    String traceparent() {
        return headers.get(TraceParent.HEADER);
    }

    /** What removes the key from a compacted topic. */
    public static OutgoingMessage tombstone(String topic, UUID key) {
        return new OutgoingMessage(topic, key, null, null);
    }
}
