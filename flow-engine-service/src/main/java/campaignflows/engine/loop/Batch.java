package campaignflows.engine.loop;

import java.util.List;

/**
 * What was read of one partition from the stored position {@code from} to before {@code to}. There may be fewer records
 * than offsets, or none: markers and aborted records take offsets too.
 *
 * @param mayPass whether its end need not be stored now if nothing in it has an effect
 */
public record Batch(String topicId, int partition, long from, long to, List<EventRecord> records, boolean mayPass) {
    public Batch {
        records = List.copyOf(records);
        if (to <= from) {
            throw new IllegalArgumentException(
                    "Expected a batch that goes forward, but it is [" + from + ", " + to + ")");
        }
    }
}
