package campaignflows.upload.storage;

/** A file that is being written at its end. For one thread at a time. */
public interface PartialFile extends AutoCloseable {
    /** Adds bytes. They may be lost in a crash until {@link #sync}. */
    void write(byte[] bytes, int offset, int length) throws StorageException;

    /** Makes all bytes that were written survive a crash. */
    void sync() throws StorageException;

    /** Gives up what is not synced. */
    @Override
    void close();
}
