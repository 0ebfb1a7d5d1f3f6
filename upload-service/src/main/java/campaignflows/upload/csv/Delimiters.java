package campaignflows.upload.csv;

/** Finds out by which character the cells of a file are separated: comma, semicolon or tab. */
public final class Delimiters {
    private static final char[] CANDIDATES = {',', ';', '\t'};

    private Delimiters() {}

    /** The candidate that occurs most often in the first record, outside quotes; a comma if none does. */
    public static char detect(byte[] firstBytes) {
        int[] counts = new int[CANDIDATES.length];
        boolean inQuotes = false;
        boolean begun = false;
        for (byte b : firstBytes) {
            if (b == '"') {
                inQuotes = !inQuotes;
            } else if (!inQuotes && (b == '\n' || b == '\r')) {
                if (begun) {
                    break;
                }
                continue;
            } else if (!inQuotes) {
                for (int i = 0; i < CANDIDATES.length; i++) {
                    counts[i] += b == CANDIDATES[i] ? 1 : 0;
                }
            }
            begun = true;
        }
        int best = 0;
        for (int i = 1; i < CANDIDATES.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return CANDIDATES[best];
    }
}
