package campaignflows.upload.lifecycle;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a campaign's uploads, newest first, with the figures of its header (rule U7).
 *
 * @param lastUploadAt   when the latest upload that has ended ended; null if none has
 * @param totalProcessed rows of all uploads
 */
public record UploadList(
        List<UploadView> items,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String nextCursor,
        @Nullable Instant lastUploadAt,
        long totalProcessed) {}
