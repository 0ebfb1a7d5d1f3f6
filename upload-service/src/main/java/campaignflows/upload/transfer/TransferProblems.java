package campaignflows.upload.transfer;

import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What whoever sends a file is told when it does not go on, and what to do then. */
final class TransferProblems {
    private TransferProblems() {}

    static ProblemException fileTooLarge() {
        return ProblemException.tooLarge("A file may have 4 GiB at most: split it");
    }

    /** @param open the transfer that occupies the campaign; empty if an import does */
    static ProblemException occupied(UUID campaign, Optional<UUID> open) {
        return ProblemException.conflict(
                open.map(id ->
                                "Another transfer of this campaign is open: go on with it, or delete it, at /api/v1/campaigns/%s/uploads/transfers/%s"
                                        .formatted(campaign, id))
                        .orElse(
                                "Another file of this campaign is being imported: wait until it is completed, then upload this one"));
    }

    static ProblemException gone() {
        return new ProblemException(
                ErrorCode.GONE,
                "The transfer was deleted, canceled or given up, and nothing was imported: begin a new one");
    }

    /** @param retryAfter when another try may succeed */
    static ProblemException locked(Duration retryAfter) {
        return new ProblemException(
                ErrorCode.LOCKED,
                "Another request sends bytes of this transfer: ask for its offset and go on when that one has ended",
                List.of(),
                List.of(),
                retryAfter,
                null);
    }

    static ProblemException noRoom() {
        return new ProblemException(
                ErrorCode.INSUFFICIENT_STORAGE,
                "There is no room for more of the file: when there is, ask for the offset and go on from there");
    }

    static ProblemException notStored() {
        return ProblemException.unavailable("The file cannot be stored now: ask for the offset and go on from there");
    }

    static ProblemException checksumMismatch() {
        return new ProblemException(
                ErrorCode.CHECKSUM_MISMATCH,
                "The bytes of this request do not amount to its Upload-Checksum, and were thrown away: send them again");
    }

    static ProblemException takenOver() {
        return ProblemException.conflict(
                "Another request has taken over this transfer: ask for its offset and go on from there");
    }

    static ProblemException wholeAlready() {
        return ProblemException.conflict("The whole file has come and its import has begun: cancel the upload instead");
    }
}
