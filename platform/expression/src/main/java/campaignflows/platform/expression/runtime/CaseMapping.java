package campaignflows.platform.expression.runtime;

import java.util.Locale;
import java.util.function.UnaryOperator;

/** Upper, lower and title case by Unicode, the same in every country. */
final class CaseMapping {
    private static final int PIECE = 256;
    private static final char SIGMA = '\u03a3';
    private static final char SMALL_SIGMA = '\u03c3';
    private static final char FINAL_SIGMA = '\u03c2';
    private static final String WITHIN_WORDS =
            "'.:\u00b7\u0387\u055f\u05f4\u2018\u2019\u2024\u2027\ufe13\ufe52\ufe55\uff07\uff0e\uff1a";

    private CaseMapping() {}

    static String of(String method, String text) {
        return switch (method) {
            case "upper" -> inPieces(text, piece -> piece.toUpperCase(Locale.ROOT));
            case "lower" -> lowered(text);
            case "casefold" -> folded(text);
            case "capitalize" -> capitalized(text);
            case "swapcase" -> swapped(text);
            case "title" -> titled(text);
            default -> throw new IllegalArgumentException("Expected a mapping of case, but it is " + method);
        };
    }

    /** Java looks for the words around each capital sigma again, in a text of them for minutes: so these come first. */
    private static String lowered(String text) {
        if (text.indexOf(SIGMA) < 0) {
            return inPieces(text, piece -> piece.toLowerCase(Locale.ROOT));
        }
        StringBuilder out = new StringBuilder(text.length());
        boolean afterCased = false;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (c == SIGMA) {
                out.append(afterCased && !isBeforeCased(text, i + 1) ? FINAL_SIGMA : SMALL_SIGMA);
            } else {
                out.appendCodePoint(c);
            }
            afterCased = isIgnored(c) ? afterCased : TextTests.isCased(c);
        }
        return inPieces(out.toString(), piece -> piece.toLowerCase(Locale.ROOT));
    }

    /** Java copies the whole text for each character that becomes two. Without sigmas none depends on those around it. */
    private static String inPieces(String text, UnaryOperator<String> mapping) {
        if (text.length() <= PIECE) {
            return mapping.apply(text);
        }
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(text.length(), from + PIECE);
            to = Character.isLowSurrogate(text.charAt(to - 1)) || to == text.length() ? to : to - 1;
            out.append(mapping.apply(text.substring(from, to)));
            from = to;
        }
        return out.toString();
    }

    private static boolean isBeforeCased(String text, int from) {
        int i = from;
        while (i < text.length() && isIgnored(text.codePointAt(i))) {
            i += Character.charCount(text.codePointAt(i));
        }
        return i < text.length() && TextTests.isCased(text.codePointAt(i));
    }

    /** Unicode's Case_Ignorable: marks and signs that do not end a word. */
    private static boolean isIgnored(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.FORMAT,
                    Character.MODIFIER_LETTER,
                    Character.MODIFIER_SYMBOL -> true;
            default -> WITHIN_WORDS.indexOf(c) >= 0;
        };
    }

    private static String capitalized(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = Character.charCount(text.codePointAt(0));
        // The rest is lowered with what stands before it: a final sigma needs to see it.
        String lower = lowered(text);
        int lowerFirst = text.substring(0, first).toLowerCase(Locale.ROOT).length();
        return title(text.codePointAt(0)) + lower.substring(Math.min(lower.length(), lowerFirst));
    }

    private static String swapped(String text) {
        StringBuilder out = new StringBuilder();
        String lower = lowered(text);
        boolean aligned = lower.length() == text.length();
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            String one = Character.toString(c);
            if (Character.isUpperCase(c)) {
                out.append(aligned ? lower.substring(i, i + one.length()) : one.toLowerCase(Locale.ROOT));
            } else {
                out.append(Character.isLowerCase(c) ? one.toUpperCase(Locale.ROOT) : one);
            }
        }
        return out.toString();
    }

    private static String titled(String text) {
        StringBuilder out = new StringBuilder();
        String lower = lowered(text);
        boolean aligned = lower.length() == text.length();
        boolean inside = false;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            String one = Character.toString(c);
            if (inside) {
                out.append(aligned ? lower.substring(i, i + one.length()) : one.toLowerCase(Locale.ROOT));
            } else {
                out.append(title(c));
            }
            inside = TextTests.isCased(c);
        }
        return out.toString();
    }

    /** ß begins a word as Ss. */
    private static String title(int c) {
        int simple = Character.toTitleCase(c);
        String one = Character.toString(c);
        String upper = one.toUpperCase(Locale.ROOT);
        if (simple != c || Character.isTitleCase(c) || upper.codePointCount(0, upper.length()) == 1) {
            return Character.toString(simple);
        }
        if (c == 0x149) {
            return upper;
        }
        int first = Character.charCount(upper.codePointAt(0));
        return upper.substring(0, first) + upper.substring(first).toLowerCase(Locale.ROOT);
    }

    private static String folded(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> out.append(folded(c)));
        return out.toString();
    }

    private static String folded(int c) {
        if (c < 0x80) {
            return Character.toString(Character.toLowerCase(c));
        }
        if (c == 0x131 || c == 0x130) {
            return c == 0x130 ? "i\u0307" : "\u0131";
        }
        if (c == 0x1e9e) {
            return "ss";
        }
        if ((c >= 0x13a0 && c <= 0x13f5) || (c >= 0x13f8 && c <= 0x13fd) || (c >= 0xab70 && c <= 0xabbf)) {
            return Character.toString(Character.toUpperCase(c));
        }
        StringBuilder out = new StringBuilder();
        Character.toString(c)
                .toUpperCase(Locale.ROOT)
                .codePoints()
                .forEach(u -> out.appendCodePoint(Character.toLowerCase(u)));
        return out.toString();
    }
}
