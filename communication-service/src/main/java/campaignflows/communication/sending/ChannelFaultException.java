package campaignflows.communication.sending;

/** A channel that cannot send anything as it is set up. The message is for people and says what to do. */
public final class ChannelFaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ChannelFaultException(String message) {
        super(message);
    }
}
