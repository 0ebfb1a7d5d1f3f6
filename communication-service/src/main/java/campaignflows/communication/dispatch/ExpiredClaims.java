package campaignflows.communication.dispatch;

import campaignflows.communication.lifecycle.Reasons;
import campaignflows.communication.sending.ChannelSenders;
import java.time.Duration;
import java.time.Instant;

/** What may be done with claims whose replica gave no sign of life, by what their providers and agents know. */
final class ExpiredClaims {
    private final ChannelSenders senders;
    private final int mostRetries;

    ExpiredClaims(ChannelSenders senders, int mostRetries) {
        this.senders = senders;
        this.mostRetries = mostRetries;
    }

    /** Who knows a repeat is handed again what nobody knows the outcome of. */
    boolean isRepeated(ClaimRepository.Expired expired) {
        return expired.attempted()
                && (expired.ofExternalAgent()
                        || senders.traits(expired.channel()).knowsRepeats())
                && expired.retries() < mostRetries;
    }

    /** Why nobody knows the outcome, for those who look at it. */
    String unknown(ClaimRepository.Expired expired) {
        if (expired.ofExternalAgent()) {
            return Reasons.SESSION_UNKNOWN;
        }
        return senders.traits(expired.channel()).hasReceipts() ? Reasons.NO_RECEIPT : Reasons.UNKNOWN_AFTER_RESTART;
    }

    /** How long a receipt may still tell the outcome; not positive: no longer. */
    Duration receiptWaitLeft(ClaimRepository.Expired expired, Instant now) {
        Instant attemptedAt = expired.attemptedAt();
        return attemptedAt == null || expired.ofExternalAgent()
                ? Duration.ZERO
                : Duration.between(
                        now, attemptedAt.plus(senders.traits(expired.channel()).receiptWait()));
    }
}
