package campaignflows.platform.messaging;

/**
 * Thrown by a handler for a record of its batch that can never be applied. The batch is rolled back and applied again
 * without the record, which goes to the dead-letter topic with the reason. The reason must not quote the payload.
 */
public final class MalformedRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ConsumedRecord record;

    public MalformedRecordException(ConsumedRecord record, String reason) {
        super(reason);
        this.record = record;
    }

    public ConsumedRecord record() {
        return record;
    }
}
