package campaignflows.upload.transfer;

import campaignflows.platform.web.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The body of one request. It is read as it arrives and never held as a whole.
 *
 * @param offset   where its first byte belongs
 * @param declared how many bytes the sender said will come; negative if it did not
 */
record PatchBody(long offset, long declared, Optional<Checksum> checksum, InputStream body) {
    private static final int BUFFER_BYTES = 128 * 1024;

    /**
     * Hands all bytes on.
     *
     * @throws ProblemException 413 if there are more than the transfer has room for
     * @throws IOException      if the request breaks off, or storing fails
     */
    void sendTo(TransferWriter sending, Transfer transfer) throws IOException, TransferWriter.ReplacedException {
        long room = transfer.length() - transfer.received();
        long came = 0;
        byte[] buffer = new byte[BUFFER_BYTES];
        int count;
        while ((count = body.read(buffer)) >= 0) {
            came += count;
            if (came > room) {
                throw beyondTheEnd(transfer);
            }
            sending.take(buffer, count);
        }
        if (came < declared) {
            throw new IOException("The request ended early");
        }
    }

    static ProblemException beyondTheEnd(Transfer transfer) {
        return ProblemException.tooLarge(
                "The request goes beyond the %d bytes that were announced for the file".formatted(transfer.length()));
    }
}
