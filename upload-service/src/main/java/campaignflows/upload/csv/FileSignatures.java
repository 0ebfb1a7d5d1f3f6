package campaignflows.upload.csv;

import campaignflows.upload.csv.Header.UnusableHeaderException;

/** What the first bytes of a file show: a byte order mark, or that it is not a CSV file at all. */
final class FileSignatures {
    /** The longest byte order mark. */
    static final int MAX_MARK = 3;

    private static final String WORKBOOK =
            "The file is an Excel workbook: open it and save it as \"CSV UTF-8 (comma delimited)\", then upload that file";

    private FileSignatures() {}

    /**
     * The length of the UTF-8 mark, 0 without one.
     *
     * @throws UnusableHeaderException if the file is known to be no CSV file in UTF-8
     */
    static int byteOrderMark(byte[] first) throws UnusableHeaderException {
        if (startsWith(first, 0xEF, 0xBB, 0xBF)) {
            return MAX_MARK;
        }
        if (startsWith(first, 0xFF, 0xFE) || startsWith(first, 0xFE, 0xFF)) {
            throw new UnusableHeaderException("The file is UTF-16: save it as CSV in UTF-8");
        }
        if (startsWith(first, 'P', 'K', 3, 4) || startsWith(first, 0xD0, 0xCF, 0x11, 0xE0)) {
            throw new UnusableHeaderException(WORKBOOK);
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
