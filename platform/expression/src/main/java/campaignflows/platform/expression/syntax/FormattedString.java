package campaignflows.platform.expression.syntax;

import java.util.ArrayList;
import java.util.List;

/** Reads the body of an f-string, by the rules of Python 3.11: no backslash and no comment inside the braces. */
final class FormattedString {
    private final Source source;
    private final String text;
    private final boolean raw;
    private final int depth;
    private int at;
    private int end;

    FormattedString(Source source, boolean raw, int depth) {
        this.source = source;
        this.text = source.text();
        this.raw = raw;
        this.depth = depth;
    }

    List<Expr.Part> parse(int from, int to) {
        at = from;
        end = to;
        return parts(0);
    }

    /** The parts up to the end, or up to the closing brace of a format specification. */
    private List<Expr.Part> parts(int nesting) {
        List<Expr.Part> parts = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        int begin = at;
        while (at < end && !(nesting > 0 && text.charAt(at) == '}')) {
            char c = text.charAt(at);
            if (c == '\\' && !raw && at + 1 < end) {
                boolean named = text.startsWith("N{", at + 1);
                int close = named ? text.indexOf('}', at) : -1;
                at = named && close >= 0 && close < end ? close + 1 : at + 2;
            } else if (c == '{' && nesting == 0 && at + 1 < end && text.charAt(at + 1) == '{') {
                plain.append(decoded(begin, at + 1));
                at += 2;
                begin = at;
            } else if (c == '}' && at + 1 < end && text.charAt(at + 1) == '}') {
                plain.append(decoded(begin, at + 1));
                at += 2;
                begin = at;
            } else if (c == '}') {
                throw source.error(at, "A single } in an f-string: write }}");
            } else if (c == '{') {
                plain.append(decoded(begin, at));
                value(parts, plain, nesting);
                begin = at;
            } else {
                at++;
            }
        }
        plain.append(decoded(begin, Math.min(at, end)));
        flush(parts, plain);
        return List.copyOf(parts);
    }

    private String decoded(int from, int to) {
        return StringLiteral.decode(source, from, to, raw);
    }

    private static void flush(List<Expr.Part> parts, StringBuilder plain) {
        if (!plain.isEmpty()) {
            parts.add(new Expr.Part.Text(plain.toString()));
            plain.setLength(0);
        }
    }

    private void value(List<Expr.Part> parts, StringBuilder plain, int nesting) {
        int open = at;
        if (nesting > 1) {
            throw source.error(open, "The f-string is nested too deeply");
        }
        int from = open + 1;
        int to = expressionEnd(from, open);
        if (text.substring(from, to).isBlank()) {
            throw source.error(open, "The braces of an f-string need an expression");
        }
        Expr expression = ExpressionParser.parse(source, from, to, depth);
        at = to;
        boolean shown = text.charAt(at) == '=';
        if (shown) {
            at++;
            while (at < end && text.charAt(at) == ' ') {
                at++;
            }
            plain.append(text, from, at);
        }
        flush(parts, plain);
        char conversion = conversion(open);
        List<Expr.Part> format = List.of();
        boolean specified = at < end && text.charAt(at) == ':';
        if (specified) {
            at++;
            format = parts(nesting + 1);
        }
        if (at >= end || text.charAt(at) != '}') {
            throw source.error(open, "This brace of the f-string is never closed");
        }
        at++;
        parts.add(new Expr.Part.Value(expression, shown && conversion == 0 && !specified ? 'r' : conversion, format));
    }

    private char conversion(int open) {
        if (at >= end || text.charAt(at) != '!') {
            return 0;
        }
        char conversion = at + 1 < end ? text.charAt(at + 1) : 0;
        if ("sra".indexOf(conversion) < 0) {
            throw source.error(open, "A conversion in an f-string is !s, !r or !a");
        }
        at += 2;
        return conversion;
    }

    /** Where the expression ends: at a !, a colon, an equals sign or the brace, none of them inside brackets or strings. */
    private int expressionEnd(int from, int open) {
        int brackets = 0;
        int place = from;
        while (place < end) {
            char c = text.charAt(place);
            if (c == '\\') {
                throw source.error(place, "A backslash cannot stand inside the braces of an f-string");
            } else if (c == '#') {
                throw source.error(place, "A comment cannot stand inside the braces of an f-string");
            } else if (c == '"' || c == '\'') {
                place = StringLiteral.end(source, place, end);
                continue;
            } else if ("([{".indexOf(c) >= 0) {
                brackets++;
            } else if (brackets > 0 && ")]}".indexOf(c) >= 0) {
                brackets--;
            } else if (brackets == 0 && endsExpression(place, c)) {
                return place;
            } else if (brackets == 0 && isDoubled(place, c)) {
                place++;
            }
            place++;
        }
        throw source.error(open, "This brace of the f-string is never closed");
    }

    /** {@code !=}, {@code ==}, {@code <=} and {@code >=} are comparisons, the single signs end the expression. */
    private boolean endsExpression(int place, char c) {
        boolean doubled = place + 1 < end && text.charAt(place + 1) == '=';
        return switch (c) {
            case '}', ':' -> true;
            case '!', '=' -> !doubled;
            default -> false;
        };
    }

    private boolean isDoubled(int place, char c) {
        return "!=<>".indexOf(c) >= 0 && place + 1 < end && text.charAt(place + 1) == '=';
    }
}
