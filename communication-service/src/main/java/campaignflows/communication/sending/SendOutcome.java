package campaignflows.communication.sending;

import campaignflows.platform.contracts.communication.ChannelType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How the attempt to hand a message to a provider ended. What is not known for certain is never taken for "not sent". */
public sealed interface SendOutcome {

    /**
     * The provider has taken the responsibility for it.
     *
     * @param note         what people should know of how it was sent; null if there is nothing to say
     * @param counts       what having been taken counts as
     * @param providerId   by which the provider's receipts name it; null if it gives none
     */
    record Accepted(
            @Nullable String note, Counts counts, @Nullable String providerId) implements SendOutcome {
        public static final Accepted AS_IT_IS = new Accepted(null);

        /** Taken by a provider that says no more about it. */
        public Accepted(@Nullable String note) {
            this(note, Counts.AS_DELIVERED, null);
        }
    }

    /** The provider certainly has not taken it, and may do so later. */
    record RefusedForNow(String reason, Blame blame) implements SendOutcome {}

    /** The provider certainly has not taken it, and takes nothing of this channel before the time is over. */
    record Throttled(String reason, Duration pause) implements SendOutcome {}

    /** The provider certainly has not taken it, and never will. */
    record RefusedForGood(String reason) implements SendOutcome {}

    /**
     * The same, because the contact does not let this channel through; nothing else gets through either, until the contact
     * writes again.
     *
     * @param channel the type
     * @param address to which it was to be sent
     */
    record ContactBlocked(String reason, ChannelType channel, String address) implements SendOutcome {
        @Override
        public String toString() {
            return "ContactBlocked[" + reason + "]";
        }
    }

    /** The provider certainly has not taken it, and takes nothing of this channel before somebody has changed it. */
    record ChannelFaulty(String reason) implements SendOutcome {}

    /**
     * The message was handed over to the last byte, but no answer came that tells.
     *
     * @param receiptWait how long the provider's receipts may still tell; zero if it sends none
     * @param blame       where the trouble lies
     */
    record Unknown(String reason, Duration receiptWait, Blame blame) implements SendOutcome {

        /** Nobody will ever know, and others may fare better. */
        public Unknown(String reason) {
            this(reason, Duration.ZERO, Blame.MESSAGE);
        }
    }

    /**
     * The same where whoever it was handed to knows a repeat by the communication's id: it is handed over again, and taken
     * once.
     *
     * @param blame where the trouble lies
     */
    record Unanswered(String reason, Blame blame) implements SendOutcome {}

    /** What being taken by the provider says about the contact. */
    enum Counts {
        /** The provider sends receipts, which say more. */
        AS_STARTED,
        /** The provider will say no more, so it counts as delivered. */
        AS_DELIVERED
    }

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
