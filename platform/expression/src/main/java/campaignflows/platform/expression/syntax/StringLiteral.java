package campaignflows.platform.expression.syntax;

/** Python's strings: where one ends and what stands in it. */
final class StringLiteral {
    private final Source source;
    private final int at;

    private StringLiteral(Source source, int at) {
        this.source = source;
        this.at = at;
    }

    /** A string's parts by their places. */
    record Parts(boolean raw, boolean formatted, int bodyAt, int bodyEnd) {
        static Parts of(Source source, Token token) {
            String text = token.text();
            int quote = 0;
            boolean raw = false;
            boolean formatted = false;
            while (text.charAt(quote) != '"' && text.charAt(quote) != '\'') {
                switch (text.charAt(quote)) {
                    case 'r', 'R' -> raw = true;
                    case 'f', 'F' -> formatted = true;
                    case 'u', 'U' -> {}
                    default -> throw source.error(token.at(), "Bytes are not supported: write a string without b");
                }
                quote++;
            }
            if (quote > 2 || (quote == 2 && !(raw && formatted))) {
                throw source.error(token.at(), "A string may have the prefixes r, f, u, rf and fr");
            }
            int width = isTriple(text, quote) ? 3 : 1;
            return new Parts(raw, formatted, token.at() + quote + width, token.end() - width);
        }

        private static boolean isTriple(String text, int quote) {
            String three = text.substring(quote, quote + 1).repeat(3);
            return text.length() >= quote + 6 && text.startsWith(three, quote);
        }
    }

    /** The place after the string whose first quote stands there. */
    static int end(Source source, int quote, int end) {
        String text = source.text();
        char mark = text.charAt(quote);
        boolean triple = text.startsWith(String.valueOf(mark).repeat(3), quote) && quote + 3 <= end;
        int at = triple ? quote + 3 : quote + 1;
        while (at < end) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == mark
                    && (!triple || (text.startsWith(String.valueOf(mark).repeat(3), at) && at + 3 <= end))) {
                return triple ? at + 3 : at + 1;
            } else if (!triple && (c == '\n' || c == '\r')) {
                break;
            }
            at++;
        }
        throw source.error(quote, "This string is never closed");
    }

    /** The text between two places of a string, its escapes resolved unless it is raw. */
    static String decode(Source source, int from, int to, boolean raw) {
        String text = source.text().substring(from, to);
        String plain =
                text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
        checkCharacters(source, from, plain);
        if (raw || plain.indexOf('\\') < 0) {
            return plain;
        }
        return new StringLiteral(source, from).resolved(plain);
    }

    private static void checkCharacters(Source source, int at, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw source.error(at + i, "The string holds half of a character");
            }
        }
    }

    private String resolved(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c != '\\' || i >= text.length()) {
                out.append(c);
                continue;
            }
            char escape = text.charAt(i++);
            switch (escape) {
                case '\n' -> {}
                case '\\', '\'', '"' -> out.append(escape);
                case 'a' -> out.append('\u0007');
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 't' -> out.append('\t');
                case 'v' -> out.append('\u000b');
                case 'x' -> i = hex(text, i, 2, out);
                case 'u' -> i = hex(text, i, 4, out);
                case 'U' -> i = hex(text, i, 8, out);
                case 'N' -> i = named(text, i, out);
                case '0', '1', '2', '3', '4', '5', '6', '7' -> i = octal(text, i - 1, out);
                default -> out.append('\\').append(escape);
            }
        }
        return out.toString();
    }

    private int hex(String text, int from, int digits, StringBuilder out) {
        int end = from + digits;
        if (end > text.length() || !text.substring(from, end).matches("[0-9a-fA-F]+")) {
            throw source.error(at + from - 2, "This escape needs %d hexadecimal digits".formatted(digits));
        }
        append(Long.parseLong(text.substring(from, end), 16), from - 2, out);
        return end;
    }

    private static int octal(String text, int from, StringBuilder out) {
        int end = from;
        while (end < text.length() && end < from + 3 && text.charAt(end) >= '0' && text.charAt(end) <= '7') {
            end++;
        }
        out.appendCodePoint(Integer.parseInt(text.substring(from, end), 8));
        return end;
    }

    private int named(String text, int from, StringBuilder out) {
        int close = text.indexOf('}', from);
        if (from >= text.length() || text.charAt(from) != '{' || close < 0) {
            throw source.error(at + from - 2, "This escape needs a name in braces, such as \\N{EURO SIGN}");
        }
        try {
            append(Character.codePointOf(text.substring(from + 1, close)), from - 2, out);
        } catch (IllegalArgumentException e) {
            throw source.error(at + from - 2, "No character has this name");
        }
        return close + 1;
    }

    private void append(long codePoint, int from, StringBuilder out) {
        if (codePoint > Character.MAX_CODE_POINT) {
            throw source.error(at + from, "No character has this number");
        }
        if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
            throw source.error(at + from, "Halves of characters (surrogates) are not supported");
        }
        out.appendCodePoint((int) codePoint);
    }
}
