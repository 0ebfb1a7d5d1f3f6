package campaignflows.platform.messaging;

/** The stored positions do not fit the topic, so going on would lose or repeat records: a person has to decide. */
public final class TopicMismatchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TopicMismatchException(String message) {
        super(message);
    }
}
