package campaignflows.platform.messaging;

import java.time.Duration;

/**
 * How a consumer works through its records.
 *
 * @param batchRecords the most records of a batch
 * @param batchBytes about the most bytes of a batch
 * @param bufferedBytes about the most bytes of all partitions together that are read and not yet in hand
 * @param batchesAtOnce the most batches in hand at once, each of another partition
 * @param storeAfter how long a position may stay behind markers and records without effect, which are worth no batch of their own
 * @param linger how long the broker gathers records, of all partitions, before it hands over less than a batch's worth; zero for
 *     not at all
 */
public record ConsumerSettings(
        int batchRecords,
        long batchBytes,
        long bufferedBytes,
        int batchesAtOnce,
        Duration storeAfter,
        Duration linger) {

    /** For a {@link GatheringSink}: small batches, of which many wait at once and take effect together. */
    public static final ConsumerSettings GATHERED =
            new ConsumerSettings(500, 256L * 1024, 4L * 1024 * 1024, 32, Duration.ofMillis(500));

    /** Without waiting for more. */
    public ConsumerSettings(
            int batchRecords, long batchBytes, long bufferedBytes, int batchesAtOnce, Duration storeAfter) {
        this(batchRecords, batchBytes, bufferedBytes, batchesAtOnce, storeAfter, Duration.ZERO);
    }

    public ConsumerSettings {
        if (batchRecords < 1 || batchBytes < 1 || bufferedBytes < 1 || batchesAtOnce < 1) {
            throw new IllegalArgumentException("Expected bounds of at least 1, but they are " + batchRecords + ", "
                    + batchBytes + ", " + bufferedBytes + ", " + batchesAtOnce);
        }
    }

    /** The same, but that records wait for others: for a consumer that may be a little late, and so has fewer batches to do. */
    public ConsumerSettings withLinger(Duration linger) {
        return new ConsumerSettings(batchRecords, batchBytes, bufferedBytes, batchesAtOnce, storeAfter, linger);
    }
}
