package campaignflows.platform.contracts;

/**
 * No connection to the database could be acquired in time: all are in use, or it does not respond. Nothing was read or
 * written, so the caller may retry in a moment: an API returns 503 with Retry-After.
 */
public final class DatabaseBusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseBusyException(String message, Throwable cause) {
        super(message, cause);
    }
}
