package campaignflows.engine.loop;

import campaignflows.platform.messaging.Scheduling;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Where the engine stands in one partition that is assigned to it. Used by the loop's thread only.
 *
 * <p>What holds: a batch begins at the stored position as far as this process knows; one batch is under way at a time; when
 * anything is unclear, all that was read is dropped and the stored position is asked for.
 */
final class Partition {
    private static final Duration STORE_AFTER = Duration.ofMillis(1_000);

    private enum Phase {
        /** The stored position is to be asked for, once the back-off is over. */
        LOST,
        /** The stored position is being asked for. */
        ASKING,
        /** The stored position is known; records may be read. */
        READING,
        /** A batch is under way; records may be read meanwhile. */
        WALKING
    }

    private final int number;
    private final Scheduling scheduling;
    private final Deque<EventRecord> buffer = new ArrayDeque<>();
    private Phase phase = Phase.LOST;
    private long bufferedBytes;
    private long position;
    private long read;
    private long walkingTo;
    private long readSince;
    private long notBefore;
    private int failures;
    private boolean everPositioned;

    Partition(int number, Scheduling scheduling) {
        this.number = number;
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

    void asking() {
        phase = Phase.ASKING;
    }

    /** The stored position is known; reading goes on there. */
    void positionedAt(long stored) {
        clear();
        phase = Phase.READING;
        everPositioned = true;
        position = stored;
        read = stored;
    }

    /** Takes what was read up to before {@code next}. */
    void add(List<EventRecord> records, long next) {
        if (isLost() || next <= read) {
            return;
        }
        if (read == position) {
            readSince = scheduling.nanoTime();
        }
        for (EventRecord record : records) {
            buffer.add(record);
            bufferedBytes += record.bytes();
        }
        read = next;
    }

    /** Whether a batch can be taken: there are records, or what was passed long enough ago is to be stored. */
    boolean isReady() {
        return phase == Phase.READING && (!buffer.isEmpty() || (read > position && isOverdue()));
    }

    private boolean isOverdue() {
        return scheduling.nanoTime() - readSince >= STORE_AFTER.toNanos();
    }

    Batch take(String topicId, int maxRecords, long maxBytes) {
        List<EventRecord> records = new ArrayList<>(Math.min(maxRecords, buffer.size()));
        long bytes = 0;
        while (!buffer.isEmpty() && records.size() < maxRecords && (records.isEmpty() || bytes < maxBytes)) {
            EventRecord record = buffer.remove();
            bytes += record.bytes();
            records.add(record);
        }
        bufferedBytes -= bytes;
        walkingTo = buffer.isEmpty() ? read : buffer.element().offset();
        phase = Phase.WALKING;
        return new Batch(topicId, number, position, walkingTo, records, !records.isEmpty() && !isOverdue());
    }

    /** The batch under way took effect. */
    void applied() {
        position = walkingTo;
        readSince = scheduling.nanoTime();
        failures = 0;
        phase = Phase.READING;
    }

    /** Nothing in the batch under way has an effect; that it was read is stored with what comes, or after a while. */
    void passed() {
        failures = 0;
        phase = Phase.READING;
    }

    /** Nothing can be done now, or nothing is known: ask again after a while that grows with the failures in a row. */
    void failed() {
        failures++;
        notYetKnown();
        notBefore = scheduling.nanoTime() + Backoff.nanosAfter(failures, scheduling);
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
