package campaignflows.participant.walkcommit;

import campaignflows.platform.contracts.Topics;
import campaignflows.platform.messaging.TopicRef;
import campaignflows.platform.web.problem.ProblemException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The topic whose positions the engine moves here, by the id under which the engine read it. */
final class EngineTopic {
    /** The name of the engine in the table of positions. */
    static final String CONSUMER = "flow-engine";

    private static final int UUID_LENGTH = 36;

    private EngineTopic() {}

    /** Reads a topic id as Kafka prints it, or as a UUID. */
    static TopicRef of(@Nullable String topicId) {
        try {
            if (topicId == null) {
                throw new IllegalArgumentException("Expected a topic id, but there is none");
            }
            if (topicId.length() == UUID_LENGTH) {
                return new TopicRef(Topics.PARTICIPANT_EVENTS, UUID.fromString(topicId));
            }
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(topicId));
            if (bytes.remaining() != 2 * Long.BYTES) {
                throw new IllegalArgumentException("Expected 16 bytes, but there are " + bytes.remaining());
            }
            return new TopicRef(Topics.PARTICIPANT_EVENTS, new UUID(bytes.getLong(), bytes.getLong()));
        } catch (IllegalArgumentException e) {
            throw ProblemException.malformed("topic_id: Expected the id of a topic");
        }
    }
}
