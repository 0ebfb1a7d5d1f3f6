package campaignflows.bench;

import java.util.Locale;

/**
 * One line of the results.
 *
 * @param aim what it should be, as a text; empty if nothing is aimed at
 */
public record Figure(String what, String value, String aim) {
    public static Figure of(String what, String value) {
        return new Figure(what, value, "");
    }

    /** With separators of thousands, and as many decimals. */
    public static String number(double number, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", number);
    }
}
