package campaignflows.upload.storage;

import java.io.IOException;

/** The storage cannot do its part now: the disk is full, the object storage does not answer. Not the sender's fault. */
public final class StorageException extends IOException {
    private static final long serialVersionUID = 1L;

    public StorageException(String message) {
        super(message);
    }

    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
