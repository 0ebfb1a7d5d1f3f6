package campaignflows.upload.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file or API batch and its result.
 *
 * @param message    why it failed as a whole, or what it waits for while it runs; null if neither
 * @param skipped    records of nothing but separators and white space, which are no rows
 * @param uploadedAt when it ended; null while it runs
 */
public record Upload(
        UUID id,
        UUID tenantId,
        UUID campaignId,
        UploadSource source,
        @Nullable String filename,
        UploadStatus status,
        @Nullable String message,
        Instant createdAt,
        @Nullable Instant uploadedAt,
        Counters counters,
        long skipped,
        long bytes,
        long bytesProcessed,
        List<String> unknownColumns) {

    /** Rows by what became of them; {@code total} is their sum. */
    public record Counters(long created, long updated, long failed) {
        public static final Counters NONE = new Counters(0, 0, 0);

        public long total() {
            return created + updated + failed;
        }

        public Counters plus(Counters other) {
            return new Counters(created + other.created, updated + other.updated, failed + other.failed);
        }
    }
}
