package campaignflows.platform.contracts;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as it is sent over Kafka, in the style of CloudEvents. Its type is the name of its data in the {@link MessageFamily}.
 *
 * @param id      unique; derived (UUIDv5) where repeated work must give the same message
 * @param source  the service that wrote it
 * @param subject what it is about: a participant's or a campaign's id
 * @param time    when it happened
 * @param cause   id of the message that caused it, if a message did
 * @param depth   length of the causal chain that led to it; 0 for what a person or another system started (rule W8)
 */
public record Envelope<T>(
        UUID id,
        String source,
        UUID tenant,
        String subject,
        Instant time,
        @Nullable UUID cause,
        int depth,
        T data) {
    public Envelope {
        if (depth < 0) {
            throw new IllegalArgumentException("Expected a depth of 0 or more, but it is " + depth);
        }
    }
}
