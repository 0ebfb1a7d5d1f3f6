package campaignflows.upload.preview;

import campaignflows.upload.csv.HeaderReader;
import campaignflows.upload.csv.RawRecord;
import campaignflows.upload.csv.RecordSplitter;
import campaignflows.upload.csv.UnclosedQuoteException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The records in the first part of a file. The part may end anywhere, so its last record may be cut: unless the part is
 * known to be the whole file, nothing that a cut could explain counts as a fault of the file.
 *
 * @param records      whole ones, at most as many as are looked at
 * @param doubtful     whether the last of them may be cut: its line does not end and the file's size is not known
 * @param unclosedRow  number of the record whose quote is never closed; 0 if there is none, or if that may be due to a cut
 * @param fileRows     how many rows the file has, carried over from this part if that is not all of it
 */
record Sample(List<RawRecord> records, boolean doubtful, long unclosedRow, long fileRows) {

    /**
     * Cuts a part into records.
     *
     * @param part     the file's first bytes
     * @param fileSize bytes of the file; negative if not known, in which case the part is taken for all of it but for its
     *                 last line
     * @param most     records that are looked at
     */
    static Sample of(byte[] part, HeaderReader.Cut header, long fileSize, int most, int maxRecordBytes) {
        int start = (int) header.end();
        boolean whole = fileSize == part.length;
        boolean more = fileSize > part.length;
        RecordSplitter splitter = new RecordSplitter(
                new ByteArrayInputStream(part, start, part.length - start), start, header.delimiter(), maxRecordBytes);
        List<RawRecord> records = new ArrayList<>();
        long count = 0;
        long end = start;
        long unclosed = 0;
        boolean cut = false;
        try {
            for (RawRecord row = splitter.next(); row != null; row = splitter.next()) {
                if (more && row.to() == part.length && !endsLine(part)) {
                    cut = true;
                    break;
                }
                count++;
                end = row.to();
                if (records.size() < most) {
                    records.add(row);
                }
            }
        } catch (UnclosedQuoteException e) {
            cut = !whole;
            unclosed = whole ? count + 2 : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean doubtful = !whole && !more && !cut && count == records.size() && count > 0 && !endsLine(part);
        return new Sample(records, doubtful, unclosed, fileRows(count, cut, more, end - start, fileSize - start));
    }

    private static long fileRows(long count, boolean cut, boolean more, long countedBytes, long allBytes) {
        if (!more) {
            return count + (cut ? 1 : 0);
        }
        return countedBytes == 0 ? 1 : Math.max(count + 1, Math.round((double) allBytes / countedBytes * count));
    }

    private static boolean endsLine(byte[] part) {
        byte last = part[part.length - 1];
        return last == '\n' || last == '\r';
    }
}
