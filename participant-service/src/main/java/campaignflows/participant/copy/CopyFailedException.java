package campaignflows.participant.copy;

/** PostgreSQL refused the rows; the cause says why. The transaction can only be rolled back. */
public final class CopyFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CopyFailedException(String table, Exception cause) {
        super("Could not copy rows into " + table, cause);
    }
}
