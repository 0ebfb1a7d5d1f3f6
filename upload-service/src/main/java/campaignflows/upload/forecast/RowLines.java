package campaignflows.upload.forecast;

import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.contracts.simulation.FileRows;
import campaignflows.upload.csv.RawRecord;
import campaignflows.upload.csv.RecordSplitter;
import campaignflows.upload.csv.UnclosedQuoteException;
import campaignflows.upload.importing.ChunkRows;
import campaignflows.upload.importing.CsvLayout;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The rows of a file as lines of JSON, created on demand: only a part of the file is held in memory. */
final class RowLines implements Enumeration<InputStream> {
    private static final int PART_ROWS = 2_000;
    private static final long PART_BYTES = 1024 * 1024;

    private final RecordSplitter records;
    private final CsvLayout layout;
    private @Nullable FileRows next;
    private long number = 2;
    private boolean ended;

    RowLines(RecordSplitter records, CsvLayout layout) {
        this.records = records;
        this.layout = layout;
    }

    @Override
    public boolean hasMoreElements() {
        if (next == null && !ended) {
            next = read();
        }
        return next != null;
    }

    @Override
    public InputStream nextElement() {
        if (!hasMoreElements() || next == null) {
            throw new NoSuchElementException();
        }
        try {
            String line = Json.mapper().writeValueAsString(next) + "\n";
            next = null;
            return new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected rows that can be written as JSON", e);
        }
    }

    private @Nullable FileRows read() {
        List<RawRecord> part = new ArrayList<>();
        long unclosed = readInto(part);
        if (part.isEmpty() && unclosed == 0) {
            return null;
        }
        ChunkRows rows = ChunkRows.of(number, part, layout);
        number += part.size();
        List<ImportBatch.RowError> errors = new ArrayList<>(rows.errors());
        if (unclosed > 0) {
            errors.add(new ImportBatch.RowError(
                    unclosed, null, null, "A quote that is opened in this row is never closed: the import ends here"));
        }
        return new FileRows(rows.columns(), rows.rows(), errors);
    }

    /** Returns the number of the record whose quote is never closed, 0 if there is none here. */
    private long readInto(List<RawRecord> part) {
        long bytes = 0;
        try {
            while (part.size() < PART_ROWS && bytes < PART_BYTES) {
                RawRecord row = records.next();
                if (row == null) {
                    ended = true;
                    break;
                }
                bytes += row.content().length;
                part.add(row);
            }
            return 0;
        } catch (UnclosedQuoteException e) {
            ended = true;
            return number + part.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
