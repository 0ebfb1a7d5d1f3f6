package campaignflows.communication.sending;

/**
 * A sender of a channel, with the settings and credentials that it had when its communications were claimed. Used by several
 * threads at a time.
 */
public interface MessageSender {

    /** Whom it hands over to, such as host and port: senders to the same peer share a bound. */
    String peer();

    /** How many messages may be on their way at a time. */
    int slots();

    /** Whether a repeat is known there by the communication's id, so that what got no answer may be handed over again. */
    default boolean knowsRepeats() {
        return false;
    }

    /**
     * Hands over one message and says how that ended. It may block its thread, though only up to deadlines of its own: a peer
     * that does not answer costs this one slot and nothing else.
     */
    SendOutcome send(ProviderMessage message);
}
