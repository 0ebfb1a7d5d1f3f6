package campaignflows.communication.dispatch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a claimed communication goes back to waiting.
 *
 * @param dueAt  when it is due again; null: it stays due
 * @param reason why it was not sent, for people; null: nothing to say
 */
record Deferral(@Nullable Instant dueAt, @Nullable String reason, Retries retries) {
    /** Given back as if it had not been claimed. */
    static final Deferral NOTHING = new Deferral(null, null, Retries.KEEP);

    /** What becomes of the count of further attempts. */
    enum Retries {
        KEEP,
        /** The same, and the time at which it was to be sent stays too. */
        KEEP_TIME,
        NEXT,
        RESET
    }

    /** It waits, and no attempt was made. */
    static Deferral because(String reason) {
        return new Deferral(null, reason, Retries.KEEP);
    }

    static Deferral until(Instant dueAt, String reason) {
        return new Deferral(dueAt, reason, Retries.KEEP);
    }

    /** Others are before it: it is looked at again then, and is no later for that. */
    static Deferral inTurn(Instant lookAgainAt, String reason) {
        return new Deferral(lookAgainAt, reason, Retries.KEEP_TIME);
    }

    /** An attempt was made whose outcome nobody knows, and another one is made at once. */
    static Deferral repeated(String reason) {
        return new Deferral(null, reason, Retries.NEXT);
    }

    /** An attempt was made, and another one will be. */
    static Deferral retried(Instant dueAt, String reason) {
        return new Deferral(dueAt, reason, Retries.NEXT);
    }

    /** It waits until its channel is mended; what was tried before does not count then. */
    static Deferral untilMended(String reason) {
        return new Deferral(null, reason, Retries.RESET);
    }
}
