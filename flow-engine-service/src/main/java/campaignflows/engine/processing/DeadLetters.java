package campaignflows.engine.processing;

import campaignflows.platform.messaging.ConsumedRecord;

/** Where records go that cannot be read, to be examined by people. */
@FunctionalInterface
public interface DeadLetters {
    /**
     * Sends the record there and waits until it has arrived. It may arrive more than once, if the batch is repeated.
     *
     * @throws RuntimeException if it did not arrive
     */
    void send(ConsumedRecord record, String reason);
}
