package campaignflows.platform.expression.runtime;

import java.util.HashSet;
import java.util.Set;

/** What kind of characters a text has: {@code isalpha} and its like, by Unicode's properties. */
final class TextTests {
    /** Digits that are not decimal ones, as ranges of code points. */
    private static final Set<Integer> DIGITS = ranges("b2-b3 b9 1369-1371 19da 2070 2074-2079 2080-2089 2460-2468 "
            + "2474-247c 2488-2490 24ea 24f5-24fd 24ff 2776-277e 2780-2788 278a-2792 10a40-10a43 10e60-10e68 "
            + "11052-1105a 1f100-1f10a");
    /** Ideographs that are numbers. */
    private static final Set<Integer> NUMERALS = ranges("3405 3483 382a 3b4d 4e00 4e03 4e07 4e09 4e5d 4e8c 4e94 4e96 "
            + "4ebf-4ec0 4edf 4ee8 4f0d 4f70 5104 5146 5169 516b 516d 5341 5343-5345 534c 53c1-53c4 56db 58f1 58f9 "
            + "5e7a 5efe-5eff 5f0c-5f0e 5f10 62fe 634c 67d2 6f06 7396 767e 8086 842c 8cae 8cb3 8d30 9621 9646 964c "
            + "9678 96f6 f96b f973 f978 f9b2 f9d1 f9d3 f9fd 20001 20064 200e2 20121 2092a 20983 2098c 2099c 20aea "
            + "20afd 20b19 22390 22998 23b1b 2626d 2f890");

    private TextTests() {}

    private static Set<Integer> ranges(String text) {
        Set<Integer> codePoints = new HashSet<>();
        for (String range : text.split(" ", -1)) {
            int dash = range.indexOf('-');
            int from = Integer.parseInt(dash < 0 ? range : range.substring(0, dash), 16);
            int to = dash < 0 ? from : Integer.parseInt(range.substring(dash + 1), 16);
            for (int c = from; c <= to; c++) {
                codePoints.add(c);
            }
        }
        return Set.copyOf(codePoints);
    }

    static boolean holds(String test, String text) {
        return switch (test) {
            case "isalpha" -> Characters.all(text, Character::isLetter);
            case "isdecimal" -> Characters.all(text, TextTests::isDecimal);
            case "isdigit" -> Characters.all(text, TextTests::isDigit);
            case "isnumeric" -> Characters.all(text, TextTests::isNumeric);
            case "isalnum" -> Characters.all(text, c -> Character.isLetter(c) || isNumeric(c));
            case "isascii" -> text.chars().allMatch(c -> c < 0x80);
            case "isprintable" -> text.codePoints().allMatch(Characters::isPrintable);
            case "isspace" -> Characters.all(text, Characters::isSpace);
            case "islower" -> isOneCase(text, false);
            case "isupper" -> isOneCase(text, true);
            case "istitle" -> isTitle(text);
            case "isidentifier" -> isIdentifier(text);
            default -> throw new IllegalArgumentException("Expected a test of texts, but it is " + test);
        };
    }

    private static boolean isIdentifier(String text) {
        if (text.isEmpty()) {
            return false;
        }
        int first = text.codePointAt(0);
        return (first == '_' || Character.isUnicodeIdentifierStart(first))
                && text.codePoints()
                        .skip(1)
                        .allMatch(c -> Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c));
    }

    private static boolean isDecimal(int c) {
        return Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER;
    }

    private static boolean isDigit(int c) {
        return isDecimal(c) || DIGITS.contains(c);
    }

    private static boolean isNumeric(int c) {
        return switch (Character.getType(c)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
            default -> NUMERALS.contains(c);
        };
    }

    static boolean isCased(int c) {
        return Character.isLowerCase(c) || Character.isUpperCase(c) || Character.isTitleCase(c);
    }

    private static boolean isOneCase(String text, boolean upper) {
        boolean cased = false;
        for (int c : text.codePoints().toArray()) {
            if (Character.isTitleCase(c) || (upper ? Character.isLowerCase(c) : Character.isUpperCase(c))) {
                return false;
            }
            cased |= isCased(c);
        }
        return cased;
    }

    private static boolean isTitle(String text) {
        boolean inside = false;
        boolean any = false;
        for (int c : text.codePoints().toArray()) {
            if (Character.isUpperCase(c) || Character.isTitleCase(c)) {
                if (inside) {
                    return false;
                }
                inside = true;
                any = true;
            } else if (Character.isLowerCase(c)) {
                if (!inside) {
                    return false;
                }
                any = true;
            } else {
                inside = false;
            }
        }
        return any;
    }
}
