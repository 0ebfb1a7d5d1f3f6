package campaignflows.platform.expression.runtime;

import java.util.function.IntPredicate;

/** Texts as Python sees them: made of characters (code points), not of UTF-16 units. */
final class Characters {
    private Characters() {}

    static int count(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Whether each character is one unit, so that places and units are the same. */
    static boolean isSimple(String text) {
        return count(text) == text.length();
    }

    /** The unit at which a character begins; places beyond the ends are the ends. */
    static int unit(String text, int place) {
        if (place <= 0) {
            return 0;
        }
        int count = count(text);
        if (place >= count) {
            return text.length();
        }
        return count == text.length() ? place : text.offsetByCodePoints(0, place);
    }

    /** The place of the character that begins at a unit. */
    static int place(String text, int unit) {
        return text.codePointCount(0, unit);
    }

    static String at(String text, int place) {
        int unit = unit(text, place);
        return Character.toString(text.codePointAt(unit));
    }

    static String between(String text, int from, int to) {
        return from >= to ? "" : text.substring(unit(text, from), unit(text, to));
    }

    /** By code points, unlike {@link String#compareTo}. */
    static int compare(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean pairs = Character.isSurrogate(x) != Character.isSurrogate(y);
                return pairs ? (Character.isSurrogate(x) ? 1 : -1) : Character.compare(x, y);
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    static boolean all(String text, IntPredicate test) {
        return !text.isEmpty() && text.codePoints().allMatch(test);
    }

    /** What {@code strip()} and {@code split()} take for white space. */
    static boolean isSpace(int c) {
        return (c >= 0x09 && c <= 0x0d)
                || (c >= 0x1c && c <= 0x20)
                || c == 0x85
                || c == 0xa0
                || c == 0x1680
                || (c >= 0x2000 && c <= 0x200a)
                || c == 0x2028
                || c == 0x2029
                || c == 0x202f
                || c == 0x205f
                || c == 0x3000;
    }

    static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
