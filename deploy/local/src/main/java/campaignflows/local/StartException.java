package campaignflows.local;

/** The system cannot be started, for a reason that its message gives to the person at the terminal, without a stack trace. */
public final class StartException extends RuntimeException {
    public StartException(String message) {
        super(message);
    }

    public StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
