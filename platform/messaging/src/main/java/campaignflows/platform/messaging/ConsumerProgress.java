package campaignflows.platform.messaging;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether the reader of a topic gets on, as whoever watches it sees it from another thread, also while the reader's own hangs.
 *
 * <p>A partition stands still when for a while its position has not moved though it should: because its batch fails or
 * hangs or its position cannot be read, whatever the others do; or because there is more to read and no partition moves.
 */
public final class ConsumerProgress {

    private static final long UNKNOWN = -1;

    private final String reader;
    private final String topic;
    private final Scheduling scheduling;
    private final Map<Integer, Waiting> waiting = new ConcurrentHashMap<>();
    private volatile long lastMove;

    /** @param reader names the consumer in what is told of it */
    ConsumerProgress(String reader, String topic, Scheduling scheduling) {
        this.reader = reader;
        this.topic = topic;
        this.scheduling = scheduling;
        this.lastMove = scheduling.nanoTime();
    }

    private record Waiting(long position, long since, boolean hindered) {}

    /** The partition's position must be read: the first, or that where it fails. */
    void unpositioned(int partition) {
        hindered(partition, UNKNOWN);
    }

    /** A batch that begins here is in hand, or has failed. */
    public void inHand(int partition, long position) {
        hindered(partition, position);
    }

    private void hindered(int partition, long position) {
        waiting.merge(
                partition,
                new Waiting(position, scheduling.nanoTime(), true),
                (known, now) -> new Waiting(position == UNKNOWN ? known.position() : position, known.since(), true));
    }

    /** There is more to read from here on. */
    void behind(int partition, long position) {
        waiting.putIfAbsent(partition, new Waiting(position, scheduling.nanoTime(), false));
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
        long now = scheduling.nanoTime();
        return new TreeMap<>(waiting)
                .entrySet().stream()
                        .map(entry -> stall(entry.getKey(), entry.getValue(), now))
                        .filter(stall -> stall.since().compareTo(limit) >= 0)
                        .toList();
    }

    private Stall stall(int partition, Waiting one, long now) {
        long since = now - one.since();
        long time = one.hindered() ? since : Math.min(since, now - lastMove);
        return new Stall(
                "consumer=%s topic=%s partition=%d position=%s"
                        .formatted(
                                reader,
                                topic,
                                partition,
                                one.position() == UNKNOWN ? "unknown" : Long.toString(one.position())),
                Duration.ofNanos(time));
    }
}
