package campaignflows.communication.sending;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a kind of provider wants to be kept to, and what it does.
 *
 * @param perSecond    messages that it usually takes each second, for channels that name no rate of their own; null: any
 * @param perContact   how long after one message the same contact gets the next; zero: at once
 * @param receiptWait  how long its receipts may still tell what became of a message that got no answer; zero: it sends none
 * @param knowsRepeats whether a repeat is known there by the communication's id, so that after a crash what may have been
 *                     handed over is handed over again
 */
public record ProviderTraits(
        @Nullable Integer perSecond, Duration perContact, Duration receiptWait, boolean knowsRepeats) {
    public static final ProviderTraits NONE = new ProviderTraits(null, Duration.ZERO, Duration.ZERO);

    /** Where a repeat would be a second message. */
    public ProviderTraits(@Nullable Integer perSecond, Duration perContact, Duration receiptWait) {
        this(perSecond, perContact, receiptWait, false);
    }

    public boolean hasReceipts() {
        return receiptWait.isPositive();
    }
}
