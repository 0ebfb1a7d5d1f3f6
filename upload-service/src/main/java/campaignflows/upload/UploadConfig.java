package campaignflows.upload;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Configuration of upload-service. */
@ConfigMapping(prefix = "campaignflows.upload")
public interface UploadConfig {
    /** Folder of the files whose import has not ended; the same one for all replicas. */
    String storageDirectory();

    /** The largest file, in bytes (rule U1: 4 GiB). */
    @WithDefault("4294967296")
    long maxFileBytes();

    /** The largest record, in bytes; a larger one fails its row. */
    @WithDefault("2097152")
    int maxRecordBytes();

    /** Most rows in a chunk, which lands in one transaction: 1 to 10,000. */
    @WithDefault("10000")
    int chunkRows();

    /** Most bytes in a chunk, unless its only row has more. */
    @WithDefault("1048576")
    int chunkBytes();

    /** Files that this replica imports at once; one tenant's take all of these places but one, if there are several. */
    @WithDefault("3")
    int workers();

    /** How long a worker may keep an upload without a sign of life before another takes it over. */
    @WithDefault("10s")
    Duration lease();

    /** How many chunks a worker imports before it looks whether another upload waits. */
    @WithDefault("4")
    int chunksPerTurn();

    /** How long a worker imports before it looks whether another upload waits; the chunk under way is finished. */
    @WithDefault("1s")
    Duration turn();

    /** How many events may wait for the flow engine before imports into Active campaigns pause. */
    @WithDefault("10000")
    long maxWaitingEvents();

    /** How often a worker without work looks for some that another replica left behind. */
    @WithDefault("1s")
    Duration pollInterval();

    /** How long a chunk may take in participant-service before it is sent again. */
    @WithDefault("60s")
    Duration chunkTimeout();

    /** How long errors and failed rows are kept after the upload has ended (rule U4). */
    @WithDefault("30d")
    Duration failedRowsKept();

    /** How long an Idempotency-Key is kept (rule P3). */
    @WithDefault("24h")
    Duration idempotencyKeysKept();
}
