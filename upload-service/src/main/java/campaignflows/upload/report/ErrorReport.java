package campaignflows.upload.report;

import campaignflows.platform.database.Database;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.upload.UploadConfig;
import campaignflows.upload.csv.Cells;
import campaignflows.upload.lifecycle.Upload;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import jakarta.inject.Singleton;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the error report and the failed rows of an upload (rule U4), page by page, however many there are. */
@Singleton
class ErrorReport {
    private static final int PAGE = 1_000;
    private static final long PAGE_BYTES = 1 << 20;
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final String DANGEROUS = "=+-@\t\r\n";

    private final Database database;
    private final ReportRepository repository;
    private final Clock clock;
    private final Duration kept;

    ErrorReport(Database database, ReportRepository repository, Clock clock, UploadConfig config) {
        this.database = database;
        this.repository = repository;
        this.clock = clock;
        this.kept = config.failedRowsKept();
    }

    /**
     * Refuses reports whose time is over.
     *
     * @throws ProblemException 410
     */
    void requireKept(Upload upload) {
        Instant ended = upload.uploadedAt();
        if (ended != null && ended.isBefore(clock.instant().minus(kept))) {
            throw new ProblemException(
                    ErrorCode.GONE,
                    "The errors and failed rows of an upload are kept for %d days; those of this one are gone"
                            .formatted(kept.toDays()));
        }
    }

    /** The report: {@code row,field,value,message}, in row order. Cells that a spreadsheet would run are neutralised. */
    void writeErrors(UUID upload, boolean mark, OutputStream out) throws IOException {
        if (mark) {
            out.write(MARK);
        }
        CsvWriter csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .build(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)));
        csv.writeRecord("row", "field", "value", "message");
        long row = Long.MIN_VALUE;
        int seq = 0;
        while (true) {
            long afterRow = row;
            int afterSeq = seq;
            List<ReportRepository.Line> page =
                    database.read(tx -> repository.errorsAfter(tx, upload, afterRow, afterSeq, PAGE));
            for (ReportRepository.Line line : page) {
                csv.writeRecord(
                        Long.toString(line.row()), safe(line.field()), safe(line.value()), safe(line.message()));
                row = line.row();
                seq = line.seq();
            }
            if (page.size() < PAGE) {
                csv.flush();
                return;
            }
        }
    }

    /** How the failed rows are to be written; 404 if the upload has none, as one over the API. */
    ReportRepository.FileForm form(UUID upload) {
        Optional<ReportRepository.FileForm> form = database.read(tx -> repository.form(tx, upload));
        return form.orElseThrow(() -> ProblemException.notFound("file of failed rows: no row of this upload was read"));
    }

    /**
     * The failed rows: header and cells byte for byte, and a last column {@code _error}.
     *
     * @param mark whether a file that came without a byte order mark gets one if its first page is UTF-8 beyond ASCII
     */
    void writeFailedRows(UUID upload, ReportRepository.FileForm form, boolean mark, OutputStream out)
            throws IOException {
        if (mark && needsMark(upload, form)) {
            out.write(MARK);
        }
        byte[] delimiter = {(byte) form.delimiter()};
        out.write(form.header());
        out.write(delimiter);
        out.write("_error\r\n".getBytes(StandardCharsets.US_ASCII));
        Cells cells = new Cells(form.delimiter());
        long row = Long.MIN_VALUE;
        while (true) {
            long after = row;
            List<ReportRepository.FailedRow> page =
                    database.read(tx -> repository.failedRowsAfter(tx, upload, after, PAGE, PAGE_BYTES));
            for (ReportRepository.FailedRow failed : page) {
                out.write(failed.content());
                for (int missing = missingCells(cells, failed.content(), form); missing > 0; missing--) {
                    out.write(delimiter);
                }
                out.write(delimiter);
                out.write(quoted(failed.messages()));
                row = failed.row();
            }
            if (page.isEmpty()) {
                out.flush();
                return;
            }
        }
    }

    private boolean needsMark(UUID upload, ReportRepository.FileForm form) {
        byte[] header = form.header();
        if (header.length >= MARK.length && Arrays.equals(header, 0, MARK.length, MARK, 0, MARK.length)) {
            return false;
        }
        boolean ascii = isAscii(header);
        List<ReportRepository.FailedRow> page =
                database.read(tx -> repository.failedRowsAfter(tx, upload, Long.MIN_VALUE, PAGE, PAGE_BYTES));
        for (ReportRepository.FailedRow row : page) {
            if (!isUtf8(row.content())) {
                return false;
            }
            ascii &= isAscii(row.content());
        }
        return !ascii;
    }

    private static boolean isAscii(byte[] text) {
        for (byte b : text) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUtf8(byte[] text) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** How many cells the row lacks, so that its error stands in the last column. */
    private static int missingCells(Cells cells, byte[] content, ReportRepository.FileForm form) {
        return Math.max(0, form.columns() - cells.readable(content).size());
    }

    private static byte[] quoted(String message) {
        return ("\"" + safe(message).replace("\"", "\"\"") + "\"\r\n").getBytes(StandardCharsets.UTF_8);
    }

    /** A cell that a spreadsheet shows instead of running it. */
    static String safe(@Nullable String cell) {
        if (cell == null || cell.isEmpty()) {
            return "";
        }
        return DANGEROUS.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}
