package campaignflows.upload;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Configuration of upload-service. */
@ConfigMapping(prefix = "campaignflows.upload")
public interface UploadConfig {
    /** Where the files are kept whose import has not ended: {@code disk} or {@code s3}. */
    @WithDefault("disk")
    StorageKind storage();

    /** With storage {@code disk}: the folder; the same one for all replicas. */
    Optional<String> storageDirectory();

    /** With storage {@code disk}: bytes that stay free in the folder; a file that would take of them gets 507. */
    @WithDefault("67108864")
    long freeBytesKept();

    /** With storage {@code s3}: where and how. */
    S3 s3();

    /** The largest file, in bytes (rule U1: 4 GiB). */
    @WithDefault("4294967296")
    long maxFileBytes();

    /** The largest record, in bytes; a larger one fails its row. */
    @WithDefault("2097152")
    int maxRecordBytes();

    /** Most rows in a chunk, which is imported in one transaction: 1 to 10,000. */
    @WithDefault("5000")
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

    /** How often an idle worker looks for work that another replica abandoned. */
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

    /** How long a resumable transfer may be silent before it is given up and its campaign is free again. */
    @WithDefault("24h")
    Duration transferKept();

    /** How long a request that sends a part of a transfer may be silent before another one may take its place. */
    @WithDefault("5s")
    Duration transferStall();

    /** What keeps the files. */
    enum StorageKind {
        /** A folder. */
        DISK,
        /** Object storage that speaks Amazon's S3 protocol. */
        S3
    }

    /** An S3-compatible object storage. */
    interface S3 {
        /** The bucket, which must exist; needed with storage {@code s3}. */
        Optional<String> bucket();

        /** Address of the storage; without one, Amazon's of the region. */
        Optional<URI> endpoint();

        @WithDefault("us-east-1")
        String region();

        /** Whether the bucket is named in the path rather than in the host; if not said: exactly with an endpoint. */
        Optional<Boolean> pathStyle();

        /** Without access key and secret key: those of the usual AWS environment (variables, profile, container, machine). */
        Optional<String> accessKey();

        Optional<String> secretKey();

        /** What the names of all objects begin with. */
        @WithDefault("uploads/")
        String keyPrefix();

        /** Most bytes of one object; a file is several. At least 1 MiB. */
        @WithDefault("8388608")
        int segmentBytes();

        /** Folder for the segment that is just arriving, at most one for each request that sends; not durable. */
        @WithDefault("${java.io.tmpdir}")
        String spoolDirectory();

        /** How long one call of the storage may take, with its repetitions. */
        @WithDefault("60s")
        Duration timeout();
    }
}
