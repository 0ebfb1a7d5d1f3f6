package campaignflows.platform.messaging;

import java.util.UUID;

/** The stored positions do not match the topic, so continuing would lose or repeat records: a person has to decide. */
public final class TopicMismatchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TopicMismatchException(String message) {
        super(message);
    }

    /** For positions that were stored for a topic with another id. */
    public static TopicMismatchException of(String consumer, TopicRef topic, UUID stored) {
        return new TopicMismatchException("Expected topic " + topic.name() + " with id " + stored + ", where consumer "
                + consumer + " has its positions, but its id is " + topic.id()
                + ": the topic was deleted and created again. If its former records are lost for good, delete the rows of"
                + " consumer_positions with consumer='" + consumer + "' to read the new topic from its beginning");
    }
}
