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
 */
public record ConsumerSettings(
        int batchRecords, long batchBytes, long bufferedBytes, int batchesAtOnce, Duration storeAfter) {

    /** For a sink with one thread. */
    public static final ConsumerSettings ONE_BATCH_AT_A_TIME =
            new ConsumerSettings(1_000, 2L * 1024 * 1024, 4L * 1024 * 1024, 1, Duration.ofMillis(500));

    public ConsumerSettings {
        if (batchRecords < 1 || batchBytes < 1 || bufferedBytes < 1 || batchesAtOnce < 1) {
            throw new IllegalArgumentException("Expected bounds of at least 1, but they are " + batchRecords + ", "
                    + batchBytes + ", " + bufferedBytes + ", " + batchesAtOnce);
        }
    }
}
