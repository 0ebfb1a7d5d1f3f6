package campaignflows.communication.sending;

import org.jspecify.annotations.Nullable;

/** How the attempt to hand a message to a provider ended. What is not known for certain is never taken for "not sent". */
public sealed interface SendOutcome {

    /**
     * The provider has taken the responsibility for it.
     *
     * @param note what people should know of how it was sent; null if there is nothing to say
     */
    record Accepted(@Nullable String note) implements SendOutcome {
        public static final Accepted AS_IT_IS = new Accepted(null);
    }

    /**
     * The provider certainly has not taken it, and may do so later.
     *
     * @param blame where the trouble lies
     */
    record RefusedForNow(String reason, Blame blame) implements SendOutcome {}

    /** The provider certainly has not taken it, and never will. */
    record RefusedForGood(String reason) implements SendOutcome {}

    /** The message was handed over to the last byte, but no answer came. */
    record Unknown(String reason) implements SendOutcome {}

    /** Where the trouble of a refusal lies. */
    enum Blame {
        /** In this one message: others go on. */
        MESSAGE,
        /** In the provider as a whole: others would fare the same. */
        PROVIDER,
        /** In how the channel is set up: no contact is to be given up for it; when it lasts, the campaign stops with it. */
        CHANNEL
    }
}
