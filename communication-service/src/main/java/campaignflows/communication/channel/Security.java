package campaignflows.communication.channel;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How the connection to a mail server is protected. */
@Schema(name = "MailEncryption")
public enum Security {
    /** Not at all: for a server on the same machine or network. */
    NONE,
    /**
     * Begins in the clear and is upgraded where the server offers that, whatever certificate it shows: against those who only
     * listen. Nothing secret is sent that way.
     */
    STARTTLS_IF_OFFERED,
    /** Begins in the clear and must be upgraded, with a certificate that is trusted. */
    STARTTLS,
    /** TLS from the first byte, with a certificate that is trusted. */
    TLS;

    /** Whether nobody on the way can read along or pretend to be the server. */
    public boolean keepsSecrets() {
        return this == STARTTLS || this == TLS;
    }
}
