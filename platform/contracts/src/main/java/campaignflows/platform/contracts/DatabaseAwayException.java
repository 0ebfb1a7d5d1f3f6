package campaignflows.platform.contracts;

/**
 * The database ended what it was doing for us: it was stopped, it died, or its connection broke. Whether a commit that was on
 * its way took effect is not known, so whoever asked may look and ask again: an API answers 503.
 */
public final class DatabaseAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
