package campaignflows.platform.contracts;

import org.jspecify.annotations.Nullable;

/** A record that is not a message of its topic; it belongs in the dead-letter topic. The text contains no payload. */
public final class MalformedMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedMessageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
