package campaignflows.communication.email;

/** Nothing to sign in with is to be had. The message is for people and says what to do. */
public final class LoginUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean lasting;

    /** @param lasting whether it stays so until somebody changes the channel */
    LoginUnavailableException(String message, boolean lasting) {
        super(message);
        this.lasting = lasting;
    }

    public boolean isLasting() {
        return lasting;
    }

    /** Never null. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
