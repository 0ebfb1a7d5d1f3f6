package campaignflows.platform.messaging;

import java.util.List;

/**
 * What was read of one partition from offset {@code from} to before {@code to}, records in order. There may be fewer records
 * than offsets, or none: markers and aborted records take offsets too.
 *
 * @param mayPass whether its end need not be stored now if nothing in it has an effect
 */
public record PartitionBatch(
        TopicRef topic, int partition, long from, long to, List<ConsumedRecord> records, boolean mayPass) {

    public PartitionBatch {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException(
                    "Expected a batch that goes forward, but it is [" + from + ", " + to + ")");
        }
        records = List.copyOf(records);
    }

    /** About how much memory its records take. */
    long bytes() {
        return records.stream().mapToLong(ConsumedRecord::bytes).sum();
    }

    /** One whose end is to be stored. */
    public PartitionBatch(TopicRef topic, int partition, long from, long to, List<ConsumedRecord> records) {
        this(topic, partition, from, to, records, false);
    }
}
