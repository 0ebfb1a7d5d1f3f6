package campaignflows.communication.email;

/** A mailbox that cannot be read. The message is for people and says what to do. */
public final class MailboxException extends Exception {
    private static final long serialVersionUID = 1L;

    MailboxException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Never null. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
