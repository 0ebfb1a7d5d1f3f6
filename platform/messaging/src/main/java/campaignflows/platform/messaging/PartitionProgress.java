package campaignflows.platform.messaging;

import java.time.Duration;

/** Where a consumer stands in one partition that is assigned to it. Used by the consumer's thread only. */
final class PartitionProgress {

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(10));

    private final Scheduling scheduling;
    private boolean positioned;
    private long stored;
    private long read;
    private long readSince;
    private long notBefore;
    private int failures;

    PartitionProgress(Scheduling scheduling) {
        this.scheduling = scheduling;
        this.notBefore = scheduling.nanoTime();
    }

    /** The position that is stored is known now; reading goes on there. */
    void positionedAt(long position) {
        positioned = true;
        stored = position;
        read = position;
    }

    /** Everything before this offset took effect and its position is stored. */
    void applied(long to) {
        stored = to;
        read = to;
        failures = 0;
    }

    /** Only markers lie between the stored position and this offset. */
    void readNothingUpTo(long to) {
        if (read == stored) {
            readSince = scheduling.nanoTime();
        }
        read = to;
    }

    /** Whether markers were read long enough ago to be worth a transaction of their own. */
    boolean shouldStoreMarkers(Duration age) {
        return positioned && read > stored && scheduling.nanoTime() - readSince >= age.toNanos();
    }

    /** The stored position may be another by now: it must be read again before anything else. */
    void positionUnknown() {
        positioned = false;
        notBefore = scheduling.nanoTime();
    }

    /** As {@link #positionUnknown()}, after waiting a while that grows with the failures in a row. */
    void failed() {
        failures++;
        positioned = false;
        notBefore = scheduling.nanoTime() + BACKOFF.after(failures).toNanos();
    }

    boolean isPositioned() {
        return positioned;
    }

    boolean isDue() {
        return !positioned && notBefore - scheduling.nanoTime() <= 0;
    }

    long stored() {
        return stored;
    }

    long read() {
        return read;
    }

    int failures() {
        return failures;
    }
}
