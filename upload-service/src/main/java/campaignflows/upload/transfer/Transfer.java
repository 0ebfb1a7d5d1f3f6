package campaignflows.upload.transfer;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The resumable transfer of a file. Its id is also that of the upload that begins when the last byte is durable.
 *
 * @param length   of the whole file, in bytes
 * @param received bytes that are durable, from the beginning of the file without a gap
 * @param metadata what the sender said about the file, as it said it
 * @param expires  when it is given up unless more bytes come; null when no more are expected
 */
record Transfer(
        UUID id,
        UUID campaignId,
        long length,
        long received,
        State state,
        @Nullable String metadata,
        @Nullable Instant expires) {

    /** Where a transfer stands. */
    enum State {
        /** Bytes are missing; it occupies its campaign. */
        OPEN,
        /** All bytes are durable and the upload was begun. */
        WHOLE,
        /** Given up or deleted; nothing was imported. */
        ENDED
    }

    Transfer at(long newReceived, State newState) {
        return new Transfer(id, campaignId, length, newReceived, newState, metadata, expires);
    }
}
