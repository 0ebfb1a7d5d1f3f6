package campaignflows.platform.contracts;

/**
 * The database aborted an operation: it was stopped, it crashed, or its connection broke. Whether a commit in progress took
 * effect is not known, so the caller may check and retry: an API returns 503.
 */
public final class DatabaseUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
