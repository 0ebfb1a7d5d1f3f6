package campaignflows.platform.messaging;

import java.util.BitSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries the news of committed outbox rows to the relays: directly to those of this process that hold their shard, and
 * for the other shards to whoever tells the other replicas. The news may be lost (a relay looks by itself every 100 ms),
 * but must never come before the commit. With it go the contents of the rows, as far as there is room.
 */
public final class OutboxSignal {

    private final Bell[] bells = new Bell[Shards.COUNT];
    private final RecentRows[] recent = new RecentRows[Shards.COUNT];
    private final boolean[] held = new boolean[Shards.COUNT];
    private volatile @Nullable Consumer<BitSet> others;

    public OutboxSignal() {
        for (int shard = 0; shard < bells.length; shard++) {
            bells[shard] = new Bell();
            recent[shard] = new RecentRows();
        }
    }

    /** Called after the commit of a transaction that appended rows of these shards. */
    void committed(BitSet shards) {
        var elsewhere = new BitSet();
        shards.stream().forEach(shard -> {
            if (held[shard]) {
                bells[shard].ring();
            } else {
                elsewhere.set(shard);
            }
        });
        Consumer<BitSet> teller = others;
        if (teller != null && !elsewhere.isEmpty()) {
            teller.accept(elsewhere);
        }
    }

    Bell bell(int shard) {
        return bells[shard];
    }

    /** The contents of the shard's newest rows. */
    RecentRows recent(int shard) {
        return recent[shard];
    }

    /** Says whether this process publishes the shard, so that no other replica needs to be told. */
    void hold(int shard, boolean here) {
        held[shard] = here;
        recent[shard].want(here);
    }

    void tellOthers(Consumer<BitSet> teller) {
        others = teller;
    }
}
