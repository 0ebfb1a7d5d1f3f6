package campaignflows.platform.contracts;

/**
 * No connection to the database could be had in time: all are in use, or it does not answer. Nothing was read or written,
 * so whoever asked may ask again in a moment: an API answers 503 with Retry-After.
 */
public final class DatabaseBusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseBusyException(String message, Throwable cause) {
        super(message, cause);
    }
}
