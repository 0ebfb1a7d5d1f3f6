package campaignflows.engine.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One partition as a broker keeps it: records of transactions and their markers, each at an offset. What a consumer of
 * {@code read_committed} may see ends before the first record of a transaction that has no marker here yet.
 */
final class TopicLog {

    /** A record, or the marker of a transaction's end if it has none. */
    record Entry(
            long offset,
            SimulatedBroker.Transaction transaction,
            @Nullable ProducerRecord<String, byte[]> record) {}

    private final TopicPartition partition;
    private final List<Entry> entries = new ArrayList<>();
    private long end;
    private long start;
    private int decided;

    TopicLog(TopicPartition partition) {
        this.partition = partition;
    }

    TopicPartition partition() {
        return partition;
    }

    /** The end that even uncommitted records and markers have. */
    long end() {
        return end;
    }

    long start() {
        return start;
    }

    void append(SimulatedBroker.Transaction transaction, ProducerRecord<String, byte[]> record) {
        entries.add(new Entry(end++, transaction, record));
    }

    void mark(SimulatedBroker.Transaction transaction) {
        entries.add(new Entry(end++, transaction, null));
    }

    /** Before this everything is decided, as far as this partition knows. What is decided stays so. */
    long lastStable() {
        while (decided < entries.size() && entries.get(decided).transaction().isMarkedIn(this)) {
            decided++;
        }
        return decided < entries.size() ? entries.get(decided).offset() : end;
    }

    /** The records of committed transactions from the offset to before the bound, in order. */
    List<Entry> committed(long from, long bound) {
        List<Entry> seen = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.offset() >= from
                    && entry.offset() < bound
                    && entry.record() != null
                    && entry.transaction().isCommitted()) {
                seen.add(entry);
            }
        }
        return seen;
    }

    /** All records from the offset to before the bound, as a reader that trusts transactions would never see them. */
    List<Entry> uncommitted(long from, long bound) {
        return entries.stream()
                .filter(entry -> entry.offset() >= from && entry.offset() < bound && entry.record() != null)
                .toList();
    }

    List<Entry> committed() {
        return committed(0, lastStable());
    }

    /**
     * Compacts what is stable: of each key the last committed record stays, and all that is not stable; markers and aborted
     * records may go. Offsets stay as they are.
     */
    void compact(Predicate<Entry> goes) {
        long stable = lastStable();
        List<Entry> last = new ArrayList<>();
        for (Entry entry : committed(0, stable)) {
            last.removeIf(earlier -> key(earlier).equals(key(entry)));
            last.add(entry);
        }
        entries.removeIf(entry ->
                entry.offset() < stable && !last.contains(entry) && goes.test(entry) && entry.offset() != end - 1);
        decided = 0;
        start = entries.isEmpty() ? end : Math.min(start, entries.getFirst().offset());
    }

    private static String key(Entry entry) {
        return entry.record() == null ? "" : entry.record().key();
    }
}
