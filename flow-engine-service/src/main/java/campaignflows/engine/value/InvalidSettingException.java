package campaignflows.engine.value;

/** A node's setting that no walk can use. Activation refuses such flows; if one still arrives, its walk fails. */
public final class InvalidSettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidSettingException(String message) {
        super(message);
    }
}
