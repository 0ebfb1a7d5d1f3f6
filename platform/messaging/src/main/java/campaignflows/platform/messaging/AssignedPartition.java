package campaignflows.platform.messaging;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Where a consumer stands in one partition that is assigned to it. Used by the consumer's thread only.
 *
 * <p>What holds: a batch begins at the stored position as far as this process knows; one batch is in hand at a time; when
 * anything is unclear, all that was read is dropped and the stored position is asked for.
 */
final class AssignedPartition {

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(5));

    private enum Phase {
        /** The stored position is to be asked for, once the back-off is over. */
        LOST,
        /** The stored position is being asked for. */
        ASKING,
        /** The stored position is known; records may be read. */
        READING,
        /** A batch is in hand; records may be read meanwhile. */
        IN_HAND
    }

    private final int number;
    private final ConsumerSettings settings;
    private final Scheduling scheduling;
    private final Deque<ConsumedRecord> buffer = new ArrayDeque<>();
    private Phase phase = Phase.LOST;
    private long bufferedBytes;
    private long position;
    private long read;
    private long inHandTo;
    private long readSince;
    private long notBefore;
    private long lastTaken;
    private int failures;
    private boolean everPositioned;

    AssignedPartition(int number, ConsumerSettings settings, Scheduling scheduling) {
        this.number = number;
        this.settings = settings;
        this.scheduling = scheduling;
        this.notBefore = scheduling.nanoTime();
    }

    int number() {
        return number;
    }

    /** Whether the position is to be asked for now. */
    boolean isDue() {
        return phase == Phase.LOST && notBefore - scheduling.nanoTime() <= 0;
    }

    /** How long until {@link #isDue()}; very long if nothing is waited for. */
    long nanosUntilDue() {
        return phase == Phase.LOST ? Math.max(0, notBefore - scheduling.nanoTime()) : Long.MAX_VALUE;
    }

    boolean isLost() {
        return phase == Phase.LOST || phase == Phase.ASKING;
    }

    boolean isInHand() {
        return phase == Phase.IN_HAND;
    }

    void requested() {
        phase = Phase.ASKING;
    }

    /** The stored position is known; reading continues there. */
    void positionedAt(long stored) {
        clear();
        phase = Phase.READING;
        everPositioned = true;
        position = stored;
        read = stored;
    }

    /** Takes what was read up to before {@code next}. */
    void add(List<ConsumedRecord> records, long next) {
        if (isLost() || next <= read) {
            return;
        }
        if (read == position) {
            readSince = scheduling.nanoTime();
        }
        for (ConsumedRecord record : records) {
            buffer.add(record);
            bufferedBytes += record.bytes();
        }
        read = next;
    }

    /** Whether a batch can be taken: there are records, or what was passed long enough ago is to be stored. */
    boolean isReady() {
        return phase == Phase.READING && (!buffer.isEmpty() || (read > position && isOverdue()));
    }

    /** Whether a batch's worth is there. */
    boolean isFull() {
        return buffer.size() >= settings.batchRecords() || bufferedBytes >= settings.batchBytes();
    }

    private boolean isOverdue() {
        return scheduling.nanoTime() - readSince >= settings.storeAfter().toNanos();
    }

    /** @param turn counts the batches of all partitions, so that each gets its turn */
    PartitionBatch take(TopicRef topic, int maxRecords, long maxBytes, long turn) {
        List<ConsumedRecord> records = new ArrayList<>(Math.min(maxRecords, buffer.size()));
        long bytes = 0;
        while (!buffer.isEmpty() && records.size() < maxRecords && (records.isEmpty() || bytes < maxBytes)) {
            ConsumedRecord record = buffer.remove();
            bytes += record.bytes();
            records.add(record);
        }
        bufferedBytes -= bytes;
        inHandTo = buffer.isEmpty() ? read : buffer.element().offset();
        phase = Phase.IN_HAND;
        lastTaken = turn;
        return new PartitionBatch(topic, number, position, inHandTo, records, !records.isEmpty() && !isOverdue());
    }

    /** The turn of the last batch; 0 before the first. */
    long lastTaken() {
        return lastTaken;
    }

    /** The batch in hand took effect. */
    void applied() {
        position = inHandTo;
        readSince = scheduling.nanoTime();
        failures = 0;
        phase = Phase.READING;
    }

    /** Nothing in the batch in hand has an effect; its end is stored with the next batch, or after a while. */
    void passed() {
        failures = 0;
        phase = Phase.READING;
    }

    /** Nothing can be done now, or nothing is known: ask again after a while that grows with the failures in a row. */
    void failed() {
        failures++;
        notYetKnown();
        notBefore = scheduling.nanoTime() + BACKOFF.after(failures, scheduling).toNanos();
    }

    /** The stored position could not be asked for, or is unknown again. */
    void notYetKnown() {
        clear();
        phase = Phase.LOST;
        notBefore = scheduling.nanoTime();
    }

    private void clear() {
        buffer.clear();
        bufferedBytes = 0;
    }

    int failures() {
        return failures;
    }

    int buffered() {
        return buffer.size();
    }

    long bufferedBytes() {
        return bufferedBytes;
    }

    /** Whether {@link #position()} says anything. */
    boolean wasEverPositioned() {
        return everPositioned;
    }

    /** The stored position as far as this process knows. */
    long position() {
        return position;
    }
}
