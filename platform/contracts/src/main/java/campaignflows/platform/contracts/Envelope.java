package campaignflows.platform.contracts;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as it travels on Kafka, in the style of CloudEvents. The type is the simple name of the class of its data.
 *
 * @param id      unique; derived (UUIDv5) where a repeat of the work must give the same message
 * @param source  the service that wrote it
 * @param subject what it is about: a participant's or a campaign's id
 * @param time    when it happened
 * @param cause   id of the message that caused it, if a message did
 * @param depth   length of the causal chain that led to it; 0 for what a person or another system began (rule W8)
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
