package campaignflows.upload.storage;

import java.io.IOException;

/** The storage cannot do its part now: the disk fails, or the object storage does not respond. The sender is not at fault. */
public sealed class StorageException extends IOException permits StorageFullException {
    private static final long serialVersionUID = 1L;

    public StorageException(String message) {
        super(message);
    }

    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
