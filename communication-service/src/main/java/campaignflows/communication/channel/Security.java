package campaignflows.communication.channel;

/** How the connection to a mail server is protected. */
public enum Security {
    /** Not at all: for a server on the same machine or network. */
    NONE,
    /** Begins in the clear and must be upgraded. */
    STARTTLS,
    /** TLS from the first byte. */
    TLS
}
