package campaignflows.platform.messaging;

import java.util.List;

/**
 * What was read of one partition from offset {@code from} to before {@code to}, records in order. There may be fewer records
 * than offsets, or none: markers and aborted records take offsets too.
 */
public record PartitionBatch(TopicRef topic, int partition, long from, long to, List<ConsumedRecord> records) {

    public PartitionBatch {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException(
                    "Expected a batch that goes forward, but it is [" + from + ", " + to + ")");
        }
        records = List.copyOf(records);
    }
}
