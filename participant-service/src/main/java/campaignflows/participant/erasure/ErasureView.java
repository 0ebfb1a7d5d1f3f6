package campaignflows.participant.erasure;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The progress of the erasure of a person. */
@Schema(name = "Erasure", description = "The erasure of a customer")
public record ErasureView(
        UUID customerId,

        @Schema(
                description =
                        "in_progress: profile and participants are gone, and what other parts of the system keep is"
                                + " being erased; finished: nothing is left")
        Status status,

        Instant requestedAt,
        @Nullable Instant finishedAt) {

    /** Whether anything remains to be done. */
    @Schema(name = "ErasureStatus")
    public enum Status {
        IN_PROGRESS,
        FINISHED
    }
}
