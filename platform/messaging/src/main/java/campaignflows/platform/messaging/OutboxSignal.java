package campaignflows.platform.messaging;

import java.time.Duration;
import java.util.BitSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notifies the relays that outbox rows were committed: directly those of this process that hold their shard, and
 * for the other shards whoever notifies the other replicas. A signal may be lost (a relay looks by itself every second),
 * but must never come before the commit. With it go the contents of the rows, as far as there is room.
 */
public final class OutboxSignal {

    private final WakeUpSignal[] signals = new WakeUpSignal[Shards.COUNT];
    private final RecentRows[] recent = new RecentRows[Shards.COUNT];
    private final boolean[] held = new boolean[Shards.COUNT];
    private volatile @Nullable Consumer<BitSet> others;

    public OutboxSignal() {
        for (int shard = 0; shard < signals.length; shard++) {
            signals[shard] = new WakeUpSignal();
            recent[shard] = new RecentRows();
        }
    }

    /** Called after the commit of a transaction that appended rows of these shards. */
    void committed(BitSet shards) {
        var elsewhere = new BitSet();
        shards.stream().forEach(shard -> {
            if (held[shard]) {
                signals[shard].wakeUp();
            } else {
                elsewhere.set(shard);
            }
        });
        Consumer<BitSet> notifier = others;
        if (notifier != null && !elsewhere.isEmpty()) {
            notifier.accept(elsewhere);
        }
    }

    /** There may be new rows of the shard, or another reason to look. */
    public void wakeUp(int shard) {
        signals[shard].wakeUp();
    }

    /** Returns when there may be new rows of the shard, or after the time. */
    public void await(int shard, Duration time) throws InterruptedException {
        signals[shard].await(time);
    }

    /** The contents of the shard's newest rows. */
    public RecentRows recent(int shard) {
        return recent[shard];
    }

    /** Says whether this process publishes the shard, so that no other replica needs to be notified. */
    public void hold(int shard, boolean here) {
        held[shard] = here;
        recent[shard].want(here);
    }

    /** @param notifier carries the shards of committed rows to the other replicas */
    public void notifyOthersBy(Consumer<BitSet> notifier) {
        others = notifier;
    }
}
