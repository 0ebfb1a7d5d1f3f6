package campaignflows.communication.credential;

import org.jspecify.annotations.Nullable;

/** Stored credentials that cannot be decrypted: damaged, another channel's, or written with another key. */
public final class UnreadableCredentialsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableCredentialsException(@Nullable Throwable cause) {
        super("The stored credentials cannot be read", cause);
    }
}
