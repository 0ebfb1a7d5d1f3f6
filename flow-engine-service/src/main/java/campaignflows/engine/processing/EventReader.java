package campaignflows.engine.processing;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.MalformedMessageException;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.messaging.ConsumedRecord;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Makes events of records. One that cannot be read goes to the dead letters; one of a type that is not known here is passed over. */
final class EventReader {
    private static final Logger LOG = Logger.getLogger(EventReader.class);

    private final DeadLetters deadLetters;
    private final EngineMeters meters;

    EventReader(DeadLetters deadLetters, EngineMeters meters) {
        this.deadLetters = deadLetters;
        this.meters = meters;
    }

    /**
     * The events among the records, in their order.
     *
     * @throws RuntimeException if a record that cannot be read did not arrive among the dead letters
     */
    List<ReadEvent> read(List<ConsumedRecord> records) {
        meters.read(records.size());
        return records.stream().flatMap(record -> read(record).stream()).toList();
    }

    private Optional<ReadEvent> read(ConsumedRecord record) {
        try {
            Optional<Envelope<ParticipantEvent>> event = ParticipantEvent.FAMILY.decode(record.value());
            if (event.isEmpty()) {
                meters.skipped();
            }
            return event.map(envelope -> new ReadEvent(record, envelope));
        } catch (MalformedMessageException e) {
            meters.malformed();
            LOG.errorf(
                    "malformed record sent to the dead letters partition=%d offset=%d reason=%s",
                    record.partition(), record.offset(), e.getMessage());
            deadLetters.send(record, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
