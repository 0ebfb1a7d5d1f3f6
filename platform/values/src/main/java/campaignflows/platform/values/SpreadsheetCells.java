package campaignflows.platform.values;

/**
 * Texts as cells of a file that people open in a spreadsheet. It would run a cell that begins like a formula, and makes a
 * rounded number of a phone number; with an apostrophe before them both stay texts. What is written so is read back as
 * what it was: a text that has such an apostrophe of its own gets another.
 */
public final class SpreadsheetCells {
    /** By this first character of a file, a spreadsheet recognizes UTF-8. */
    public static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final String DANGEROUS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private SpreadsheetCells() {}

    /** The text as a spreadsheet shows it and does not run it. */
    public static String neutral(String text) {
        return beginsLikeAFormula(text, 0) ? "'" + text : text;
    }

    /** The text that {@link #neutral} was given, of what it gave; any other text as it is. */
    public static String original(String cell) {
        return cell.startsWith("'") && beginsLikeAFormula(cell, 1) ? cell.substring(1) : cell;
    }

    private static boolean beginsLikeAFormula(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == '\'') {
            at++;
        }
        return at < text.length() && DANGEROUS.indexOf(text.charAt(at)) >= 0;
    }
}
