package campaignflows.platform.expression;

/** A field holds something that is no value of its type; code that asks for it ends with a ValueError. */
public final class UnreadableFieldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableFieldException(String message) {
        super(message, null, false, false);
    }
}
