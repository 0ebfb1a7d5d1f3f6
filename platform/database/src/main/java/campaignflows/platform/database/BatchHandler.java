package campaignflows.platform.database;

import campaignflows.platform.messaging.ConsumedRecord;
import java.util.List;
import java.util.Optional;

/** What a service does with the messages of a topic. */
public interface BatchHandler<M> {

    /**
     * Reads a record. Called outside the transaction. Any exception sends the record to the dead-letter topic, with its
     * message as the reason if it is a {@link campaignflows.platform.contracts.MalformedMessageException}.
     *
     * @return empty if the type is not known, or does not concern this consumer: skipped and counted
     */
    Optional<M> decode(ConsumedRecord record);

    /**
     * Applies the messages in the transaction that moves the positions: those of a partition in their order, one partition's
     * after another's. Never called with an empty list. May be
     * called again for the same messages after a rollback, so all effects belong in the transaction. Throws
     * {@link campaignflows.platform.messaging.MalformedRecordException} for a record that can never be applied; any other
     * exception is taken as passing and the batch is tried again, for ever.
     */
    void apply(Tx tx, List<Received<M>> batch);

    /** A message with the record that it came in. */
    record Received<M>(ConsumedRecord record, M message) {}
}
