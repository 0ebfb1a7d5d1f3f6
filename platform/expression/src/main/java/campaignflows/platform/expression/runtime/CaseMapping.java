package campaignflows.platform.expression.runtime;

import java.util.Locale;

/** Upper, lower and title case by Unicode, the same in every country. */
final class CaseMapping {
    private CaseMapping() {}

    static String of(String method, String text) {
        return switch (method) {
            case "upper" -> text.toUpperCase(Locale.ROOT);
            case "lower" -> text.toLowerCase(Locale.ROOT);
            case "casefold" -> folded(text);
            case "capitalize" -> capitalized(text);
            case "swapcase" -> swapped(text);
            case "title" -> titled(text);
            default -> throw new IllegalArgumentException("Expected a mapping of case, but it is " + method);
        };
    }

    private static String capitalized(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = Character.charCount(text.codePointAt(0));
        // The rest is lowered with what stands before it: a final sigma needs to see it.
        String lower = text.toLowerCase(Locale.ROOT);
        int lowerFirst = text.substring(0, first).toLowerCase(Locale.ROOT).length();
        return title(text.codePointAt(0)) + lower.substring(Math.min(lower.length(), lowerFirst));
    }

    private static String swapped(String text) {
        StringBuilder out = new StringBuilder();
        String lower = text.toLowerCase(Locale.ROOT);
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
        String lower = text.toLowerCase(Locale.ROOT);
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
