package campaignflows.engine.loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Whether the partitions go on: one whose stored position has not moved for a while, though there is something behind it,
 * stands still, whatever the reason. Fed by the loop's thread, asked by any.
 */
final class Progress {
    /** @param since when the position was first seen where it is */
    private record Stand(long position, long since, boolean told) {}

    private final Duration patience;
    private final LongSupplier nanoTime;
    private final Map<Integer, Stand> behind = new ConcurrentHashMap<>();

    Progress(Duration patience, LongSupplier nanoTime) {
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    /** Takes in where a partition is; answers whether it has just come to stand still. */
    boolean seen(int partition, long position, long lag) {
        if (lag <= 0) {
            behind.remove(partition);
            return false;
        }
        long now = nanoTime.getAsLong();
        Stand before = behind.get(partition);
        Stand stand = before != null && before.position() == position ? before : new Stand(position, now, false);
        boolean news = !stand.told() && isStill(stand, now);
        behind.put(partition, news ? new Stand(position, stand.since(), true) : stand);
        return news;
    }

    /** Only these are ours. */
    void keep(Iterable<Integer> partitions) {
        List<Integer> kept = new ArrayList<>();
        partitions.forEach(kept::add);
        behind.keySet().retainAll(kept);
    }

    /** The partitions that stand still. */
    List<Integer> still() {
        long now = nanoTime.getAsLong();
        return behind.entrySet().stream()
                .filter(entry -> isStill(entry.getValue(), now))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private boolean isStill(Stand stand, long now) {
        return now - stand.since() >= patience.toNanos();
    }
}
