package campaignflows.platform.messaging;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/**
 * Whether the reader of a topic makes progress, to be asked from any thread, also while the reader's own hangs.
 *
 * <p>A partition is stalled when for a while its position has not moved although it should: because its batch fails or
 * hangs, its position cannot be read or nothing comes of what there is to read, whatever the others do; or because it waits
 * for its turn and no partition moves.
 */
public final class ConsumerProgress {

    private static final long UNKNOWN = -1;

    private final String reader;
    private final String topic;
    private final Scheduling scheduling;
    private final IntFunction<String> detail;
    private final Map<Integer, Waiting> waiting = new ConcurrentHashMap<>();
    private volatile long lastMove;

    /** @param reader names the consumer in reports */
    ConsumerProgress(String reader, String topic, Scheduling scheduling) {
        this(reader, topic, scheduling, partition -> "");
    }

    /** @param detail what is being done in a partition */
    ConsumerProgress(String reader, String topic, Scheduling scheduling, IntFunction<String> detail) {
        this.reader = reader;
        this.topic = topic;
        this.scheduling = scheduling;
        this.detail = detail;
        this.lastMove = scheduling.nanoTime();
    }

    private enum Reason {
        /** Its batch is in hand or has failed, or its position must be read. */
        HINDERED,
        /** There is more to read, and nothing of it has come. */
        STARVED,
        /** There is more to read, and others come first. */
        IN_LINE
    }

    private record Waiting(long position, long since, Reason reason) {}

    /** The partition's position must be read: the first, or that where it fails. */
    void unpositioned(int partition) {
        hindered(partition, UNKNOWN);
    }

    /** A batch that begins here is in hand, or has failed. */
    public void inHand(int partition, long position) {
        hindered(partition, position);
    }

    /** The batch that begins here waited for its turn, and is in hand now; one that failed before has stood still since then. */
    void begun(int partition, long position) {
        waiting.computeIfPresent(
                partition,
                (any, known) -> known.reason() == Reason.HINDERED || known.position() != position
                        ? known
                        : new Waiting(position, scheduling.nanoTime(), Reason.HINDERED));
    }

    private void hindered(int partition, long position) {
        waiting.merge(
                partition,
                new Waiting(position, scheduling.nanoTime(), Reason.HINDERED),
                (known, now) ->
                        new Waiting(position == UNKNOWN ? known.position() : position, known.since(), Reason.HINDERED));
    }

    /** There is more to read from here on, be it that a batch of it waits for its turn. */
    void behind(int partition, long position) {
        behind(partition, position, Reason.IN_LINE);
    }

    /** There is more to read from here on, and nothing of it has come. */
    void starved(int partition, long position) {
        behind(partition, position, Reason.STARVED);
    }

    private void behind(int partition, long position, Reason reason) {
        waiting.merge(
                partition,
                new Waiting(position, scheduling.nanoTime(), reason),
                (known, now) ->
                        known.reason() == Reason.HINDERED ? known : new Waiting(position, known.since(), reason));
    }

    /** There is nothing to read, or it is not our partition any more. */
    void level(int partition) {
        waiting.remove(partition);
    }

    /** Everything before the end of the batch in hand took effect. */
    public void moved(int partition) {
        waiting.remove(partition);
        lastMove = scheduling.nanoTime();
    }

    void forgetAll() {
        waiting.clear();
    }

    /** What has stood still for at least this time. */
    List<Stall> stalled(Duration limit) {
        return List.copyOf(standing(limit).values());
    }

    /** The partitions that have stood still for at least this time. */
    Set<Integer> stalledPartitions(Duration limit) {
        return standing(limit).keySet();
    }

    private Map<Integer, Stall> standing(Duration limit) {
        long now = scheduling.nanoTime();
        Map<Integer, Stall> standing = new TreeMap<>();
        waiting.forEach((partition, one) -> {
            Duration time = standsFor(one, now);
            if (time.compareTo(limit) >= 0) {
                boolean othersMove = lastMove - one.since() > 0;
                standing.put(partition, new Stall(describe(partition, one), time, detail.apply(partition), othersMove));
            }
        });
        return standing;
    }

    private Duration standsFor(Waiting one, long now) {
        long since = now - one.since();
        return Duration.ofNanos(one.reason() == Reason.IN_LINE ? Math.min(since, now - lastMove) : since);
    }

    private String describe(int partition, Waiting one) {
        return "consumer=%s topic=%s partition=%d position=%s"
                .formatted(
                        reader,
                        topic,
                        partition,
                        one.position() == UNKNOWN ? "unknown" : Long.toString(one.position()));
    }
}
