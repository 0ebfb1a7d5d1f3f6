package campaignflows.communication.sending;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a kind of provider wants to be kept to, and what it does.
 *
 * @param perSecond    messages that it usually takes each second, for channels that name no rate of their own; null: any
 * @param perContact   how long after one message the same contact gets the next; zero: at once
 * @param receiptWait  how long its receipts may still tell what became of a message that got no answer; zero: it sends none
 */
public record ProviderTraits(@Nullable Integer perSecond, Duration perContact, Duration receiptWait) {
    public static final ProviderTraits NONE = new ProviderTraits(null, Duration.ZERO, Duration.ZERO);

    public boolean hasReceipts() {
        return receiptWait.isPositive();
    }
}
