package campaignflows.upload.lifecycle;

/** The status of an upload. */
public enum UploadStatus {
    /** Its bytes are still coming; shown as processing. */
    RECEIVING,
    PROCESSING,
    COMPLETED,
    /** Some row failed, or the upload as a whole; what had been imported stays. */
    FAILED;

    public String wireName() {
        return switch (this) {
            case RECEIVING, PROCESSING -> "processing";
            case COMPLETED -> "completed";
            case FAILED -> "failed";
        };
    }
}
