package campaignflows.upload.importing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An upload that this worker has leased, at its checkpoint.
 *
 * @param layout     how its header was read; null until it was
 * @param nextChunk  number of the chunk that comes next
 * @param nextOffset byte offset where that chunk begins
 * @param nextRecord number of its first record (header = 1)
 * @param canceled   whether it is to be canceled
 */
record LeasedUpload(
        UUID uploadId,
        UUID tenantId,
        UUID campaignId,
        boolean file,
        @Nullable CsvLayout layout,
        int nextChunk,
        long nextOffset,
        long nextRecord,
        boolean canceled) {

    LeasedUpload after(CsvLayout newLayout, long offset) {
        return new LeasedUpload(uploadId, tenantId, campaignId, file, newLayout, 0, offset, 2, canceled);
    }

    LeasedUpload after(Chunk chunk) {
        return new LeasedUpload(
                uploadId,
                tenantId,
                campaignId,
                file,
                layout,
                nextChunk + 1,
                chunk.to(),
                nextRecord + chunk.records().size(),
                canceled);
    }
}
