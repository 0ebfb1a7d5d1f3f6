package campaignflows.upload.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;

/** Stores the files of uploads until their import has ended. */
public interface UploadStorage {
    /**
     * Refuses a file that there is no room for, before it comes.
     *
     * @param bytes of the file; negative if that is not known
     * @throws StorageFullException if it does not fit
     */
    void requireRoom(long bytes) throws StorageException;

    /**
     * Stores a file durably and whole, or not at all.
     *
     * @param expected how many bytes will come; negative if that is not known
     * @param maxBytes a larger file is refused
     * @return its size in bytes
     * @throws FileTooLargeException if it has more bytes than allowed; nothing is kept
     * @throws StorageException      if storing fails; nothing is kept
     * @throws IOException           if reading fails; nothing is kept
     */
    long store(UUID uploadId, InputStream content, long expected, long maxBytes)
            throws IOException, FileTooLargeException;

    /**
     * Opens a file for being written piece by piece. One writer at a time: the caller sees to that.
     *
     * @param offset where the writer begins; everything stored after it is given up
     * @throws StorageException if fewer bytes are stored than that, or storing is not possible now
     */
    PartialFile append(UUID uploadId, long offset) throws StorageException;

    /**
     * Opens a stored file.
     *
     * @param offset of the first byte to be read
     */
    InputStream open(UUID uploadId, long offset) throws IOException;

    /** Deletes a file, and what was left of it by a broken transfer. Nothing happens if there is none. */
    void delete(UUID uploadId) throws IOException;

    /** The uploads of which something is stored, whole or in part. */
    List<UUID> stored() throws IOException;

    /** Whether the storage can be used now; cheap enough to be asked every few seconds. */
    void check() throws IOException;

    /** A file that is larger than allowed. */
    final class FileTooLargeException extends Exception {
        private static final long serialVersionUID = 1L;

        public FileTooLargeException(long maxBytes) {
            super("The file has more than " + maxBytes + " bytes");
        }
    }
}
