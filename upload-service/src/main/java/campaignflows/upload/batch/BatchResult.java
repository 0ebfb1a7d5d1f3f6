package campaignflows.upload.batch;

import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.upload.lifecycle.Upload;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The result of an API batch; good items were imported even if others failed. */
@Schema(name = "ParticipantBatchResult")
public record BatchResult(
        UUID uploadId,
        long total,
        @JsonProperty("new") long created,
        long updated,
        long failed,
        List<ItemError> errors) {
    public BatchResult {
        errors = List.copyOf(errors);
    }

    static BatchResult of(UUID upload, Upload.Counters counters, List<ImportBatch.RowError> errors) {
        return new BatchResult(
                upload,
                counters.total(),
                counters.created(),
                counters.updated(),
                counters.failed(),
                errors.stream()
                        .map(error -> new ItemError(error.row(), error.field(), error.value(), error.message()))
                        .toList());
    }

    /**
     * Why an item failed.
     *
     * @param index of the item in the request, from 0
     * @param field null if it is the item as a whole
     */
    @Schema(name = "ParticipantItemError")
    public record ItemError(
            long index, @Nullable String field, @Nullable String value, String message) {}
}
