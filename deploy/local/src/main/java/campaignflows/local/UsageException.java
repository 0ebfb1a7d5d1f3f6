package campaignflows.local;

/** The options are wrong; the message names the option and says what was expected. */
public final class UsageException extends RuntimeException {
    public UsageException(String message) {
        super(message);
    }
}
