package campaignflows.upload.importing;

import campaignflows.upload.UploadConfig;
import campaignflows.upload.csv.RawRecord;
import campaignflows.upload.csv.RecordSplitter;
import campaignflows.upload.csv.UnclosedQuoteException;
import campaignflows.upload.storage.UploadStorage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads chunk after chunk of a stored file, from a checkpoint on. */
final class ChunkReader implements AutoCloseable {
    private final InputStream in;
    private final RecordSplitter splitter;
    private final int maxRows;
    private final int maxBytes;
    private @Nullable UnclosedQuoteException pending;
    private long position;

    ChunkReader(UploadStorage storage, UUID uploadId, long offset, char delimiter, int maxRows, UploadConfig config)
            throws IOException {
        this.in = storage.open(uploadId, offset);
        this.splitter = new RecordSplitter(in, offset, delimiter, config.maxRecordBytes());
        this.maxRows = maxRows;
        this.maxBytes = config.chunkBytes();
        this.position = offset;
    }

    /**
     * The next chunk.
     *
     * @param to where it must end, as a chunk that was sent before; negative if the limits decide
     * @return without records at the end of the file
     * @throws UnclosedQuoteException if the record after the last chunk never ends
     */
    Chunk next(int number, long firstRecord, long to) throws IOException, UnclosedQuoteException {
        if (pending != null) {
            throw pending;
        }
        long from = position;
        List<RawRecord> records = new ArrayList<>();
        long bytes = 0;
        try {
            while (to >= 0 ? position < to : records.size() < maxRows && bytes < maxBytes) {
                RawRecord row = splitter.next();
                if (row == null) {
                    break;
                }
                records.add(row);
                bytes += row.content().length;
                position = row.to();
            }
        } catch (UnclosedQuoteException e) {
            if (records.isEmpty()) {
                throw e;
            }
            pending = e;
        }
        return new Chunk(number, firstRecord, from, position, records);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
