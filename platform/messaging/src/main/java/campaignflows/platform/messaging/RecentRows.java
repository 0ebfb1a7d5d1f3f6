package campaignflows.platform.messaging;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The contents of one shard's newest rows, kept for the relay of this process, so that it need not read from the database what
 * was written there a moment ago. Which rows are published, and in which order, the database alone says; a row whose content
 * is not here is read. Thread-safe.
 */
public final class RecentRows {

    /** As much as a relay publishes at once; later rows are read from the database. */
    private static final long MOST_BYTES = 2L * 1024 * 1024;

    /** The time of the row's insertion distinguishes it from one that had its id before the database was restored. */
    private record Kept(Instant createdAt, OutboxRow row) {}

    private final TreeMap<Long, Kept> rows = new TreeMap<>();
    private long bytes;
    private boolean wanted;

    /** Whether a relay of this process holds the shard. */
    synchronized void want(boolean here) {
        wanted = here;
        rows.clear();
        bytes = 0;
    }

    /** Keeps a row that was inserted; to be called before the commit, so that it is never later than the relay. */
    synchronized void keep(long id, Instant createdAt, OutboxRow row) {
        if (wanted
                && bytes + row.payload().length <= MOST_BYTES
                && rows.putIfAbsent(id, new Kept(createdAt, row)) == null) {
            bytes += row.payload().length;
        }
    }

    /** The messages of a row that is being published, if they are here. */
    public synchronized @Nullable List<OutgoingMessage> take(long id, Instant createdAt) {
        Kept kept = rows.remove(id);
        if (kept == null) {
            return null;
        }
        bytes -= kept.row().payload().length;
        return kept.createdAt().equals(createdAt) ? kept.row().content() : null;
    }

    /** What is older than a row that is being published was rolled back, or will be read. */
    public synchronized void forgetUpTo(long id) {
        var old = rows.headMap(id, true);
        old.values().forEach(kept -> bytes -= kept.row().payload().length);
        old.clear();
    }
}
