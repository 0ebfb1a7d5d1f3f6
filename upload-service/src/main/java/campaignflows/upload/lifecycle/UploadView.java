package campaignflows.upload.lifecycle;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An upload as the API shows it. */
@Schema(name = "Upload")
public record UploadView(
        UUID id,
        UUID campaignId,
        @Schema(enumeration = {"file", "api"}) String source,

        @Nullable String filename,

        @Schema(enumeration = {"processing", "completed", "failed"})
        String status,

        @Schema(
                description =
                        "Why it failed as a whole, what it waits for while it is processing, or which columns of the file"
                                + " are ignored; null if there is nothing to say")
        @Nullable
        String message,

        Instant createdAt,
        @Nullable Instant uploadedAt,
        long total,
        @JsonProperty("new") long created,
        long updated,
        long failed,

        @Schema(description = "Rows of nothing but separators and white space: skipped, and not in the total")
        long skipped,

        long bytes,
        long bytesProcessed,

        @Schema(description = "Columns that were ignored: of no field, or of one with Import off")
        List<String> unknownColumns) {

    public static UploadView of(Upload upload) {
        return new UploadView(
                upload.id(),
                upload.campaignId(),
                upload.source() == UploadSource.FILE ? "file" : "api",
                upload.filename(),
                upload.status().wireName(),
                upload.message() == null ? IgnoredColumns.notice(upload.unknownColumns()) : upload.message(),
                upload.createdAt(),
                upload.uploadedAt(),
                upload.counters().total(),
                upload.counters().created(),
                upload.counters().updated(),
                upload.counters().failed(),
                upload.skipped(),
                upload.bytes(),
                upload.bytesProcessed(),
                upload.unknownColumns());
    }
}
