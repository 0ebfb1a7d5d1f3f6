package campaignflows.upload.upload;

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
        String source,
        @Nullable String filename,
        String status,

        @Schema(
                description = "Why it failed as a whole, or what it waits for while it is processing;"
                        + " null if it did not fail as a whole and waits for nothing")
        @Nullable
        String message,

        Instant createdAt,
        @Nullable Instant uploadedAt,
        long total,
        @JsonProperty("new") long created,
        long updated,
        long failed,
        long bytes,
        long bytesProcessed,
        List<String> unknownColumns) {

    public static UploadView of(Upload upload) {
        return new UploadView(
                upload.id(),
                upload.campaignId(),
                upload.source() == UploadSource.FILE ? "file" : "api",
                upload.filename(),
                upload.status().wireName(),
                upload.message(),
                upload.createdAt(),
                upload.uploadedAt(),
                upload.counters().total(),
                upload.counters().created(),
                upload.counters().updated(),
                upload.counters().failed(),
                upload.bytes(),
                upload.bytesProcessed(),
                upload.unknownColumns());
    }
}
