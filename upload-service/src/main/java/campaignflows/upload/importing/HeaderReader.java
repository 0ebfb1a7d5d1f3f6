package campaignflows.upload.importing;

import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.upload.csv.Cells;
import campaignflows.upload.csv.Delimiters;
import campaignflows.upload.csv.Header;
import campaignflows.upload.csv.RawRecord;
import campaignflows.upload.csv.RecordSplitter;
import campaignflows.upload.csv.UnclosedQuoteException;
import campaignflows.upload.storage.UploadStorage;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;

/** Reads the first record of a file: encoding, delimiter, columns (rule U1). */
@ApplicationScoped
class HeaderReader {
    private static final int MAX_HEADER_BYTES = 1024 * 1024;

    private final UploadStorage storage;

    HeaderReader(UploadStorage storage) {
        this.storage = storage;
    }

    /**
     * A header as it was read.
     *
     * @param content its bytes, without a byte order mark and the line end
     * @param end     offset where the first row begins
     */
    record Read(byte[] content, long end, char delimiter, Header header) {}

    /**
     * Reads and maps the header.
     *
     * @throws Header.UnusableHeaderException with one message for the person who uploaded the file
     */
    Read read(UUID uploadId, CampaignDefined campaign) throws IOException, Header.UnusableHeaderException {
        byte[] first;
        try (InputStream in = storage.open(uploadId, 0)) {
            first = in.readNBytes(MAX_HEADER_BYTES);
        }
        int mark = byteOrderMark(first);
        char delimiter = Delimiters.detect(first);
        RawRecord row = firstRecord(uploadId, mark, delimiter);
        List<String> titles;
        try {
            titles = new Cells(delimiter).of(row.content());
        } catch (Cells.UnreadableRecordException e) {
            throw new Header.UnusableHeaderException("The header cannot be read. " + e.getMessage());
        }
        return new Read(row.content(), row.to(), delimiter, Header.map(titles, campaign.fields()));
    }

    private RawRecord firstRecord(UUID uploadId, int mark, char delimiter)
            throws IOException, Header.UnusableHeaderException {
        try (InputStream in = storage.open(uploadId, mark)) {
            RawRecord row = new RecordSplitter(in, mark, delimiter, MAX_HEADER_BYTES).next();
            if (row == null) {
                throw new Header.UnusableHeaderException("The file is empty");
            }
            if (row.tooLarge()) {
                throw new Header.UnusableHeaderException("The header is too large: is this a CSV file?");
            }
            return row;
        } catch (UnclosedQuoteException e) {
            throw new Header.UnusableHeaderException("A quote that is opened in row 1, the header, is never closed");
        }
    }

    /** The length of the UTF-8 mark, 0 without one. */
    private static int byteOrderMark(byte[] first) throws Header.UnusableHeaderException {
        if (startsWith(first, 0xEF, 0xBB, 0xBF)) {
            return 3;
        }
        if (startsWith(first, 0xFF, 0xFE) || startsWith(first, 0xFE, 0xFF)) {
            throw new Header.UnusableHeaderException("The file is UTF-16: save it as UTF-8");
        }
        return 0;
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
