package campaignflows.platform.expression.syntax;

import campaignflows.platform.expression.CompileException;
import campaignflows.platform.expression.Keywords;
import campaignflows.platform.expression.syntax.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts code into tokens as CPython's tokenizer does, lines and indentation included. */
final class Lexer {
    private static final List<String> OPERATORS = List.of(
            "**=", "//=", ">>=", "<<=", "...", "!=", "->", ":=", "**", "//", ">>", "<<", "<=", ">=", "==", "+=", "-=",
            "*=", "/=", "%=", "&=", "|=", "^=", "@=", "+", "-", "*", "/", "%", "@", "&", "|", "^", "~", "<", ">", "(",
            ")", "[", "]", "{", "}", ",", ":", ".", ";", "=");
    private static final int MAX_INDENTS = 50;
    private static final int TAB = 8;
    private static final int MAX_BRACKETS = 100;

    private final Source source;
    private final String text;
    private final int end;
    private final boolean lines;
    private final Deque<Indent> indents = new ArrayDeque<>(List.of(new Indent(0, 0)));
    private final Deque<Character> brackets = new ArrayDeque<>();
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(Source source, int from, int to, boolean lines) {
        this.source = source;
        this.text = source.text();
        this.at = from;
        this.end = to;
        this.lines = lines;
    }

    /** The tokens of a script: with line ends and indentation. */
    static List<Token> script(Source source) {
        return new Lexer(source, 0, source.text().length(), true).read();
    }

    /** The tokens of an expression between two places: as in brackets, line ends do not count. */
    static List<Token> expression(Source source, int from, int to) {
        return new Lexer(source, from, to, false).read();
    }

    private List<Token> read() {
        boolean lineStart = lines;
        while (true) {
            if (lineStart && indentation()) {
                lineStart = false;
            }
            skipBlanks();
            if (at >= end) {
                break;
            }
            char c = text.charAt(at);
            if (c == '\n' || c == '\r') {
                int begin = at;
                newline();
                if (lines && brackets.isEmpty()) {
                    if (!lineStart) {
                        tokens.add(new Token(Kind.NEWLINE, "", begin, at));
                    }
                    lineStart = true;
                }
            } else {
                tokens.add(next(c));
            }
        }
        return finished(lineStart);
    }

    private List<Token> finished(boolean lineStart) {
        if (lines && !lineStart) {
            tokens.add(new Token(Kind.NEWLINE, "", at, at));
        }
        while (indents.size() > 1) {
            indents.pop();
            tokens.add(new Token(Kind.DEDENT, "", at, at));
        }
        tokens.add(new Token(Kind.END, "", at, at));
        return tokens;
    }

    /**
     * How far a line is indented.
     *
     * @param column with tabs of eight columns
     * @param narrow with tabs of one column: where the two differ, tabs and spaces are mixed inconsistently
     */
    private record Indent(int column, int narrow) {}

    /** Reads the indentation of a line; false if the line holds no code. */
    private boolean indentation() {
        int column = 0;
        int narrow = 0;
        int place = at;
        while (place < end && (text.charAt(place) == ' ' || text.charAt(place) == '\t' || text.charAt(place) == '\f')) {
            char c = text.charAt(place);
            column = c == ' ' ? column + 1 : c == '\t' ? (column / TAB + 1) * TAB : 0;
            narrow = c == '\f' ? 0 : narrow + 1;
            place++;
        }
        at = place;
        if (place >= end || "#\r\n".indexOf(text.charAt(place)) >= 0) {
            return false;
        }
        indent(new Indent(column, narrow), place);
        return true;
    }

    private void indent(Indent indent, int place) {
        if (indent.column() > current().column()) {
            if (indents.size() > MAX_INDENTS) {
                throw source.error(place, "The code is indented too deeply");
            }
            if (indent.narrow() <= current().narrow()) {
                throw mixed(place);
            }
            indents.push(indent);
            tokens.add(new Token(Kind.INDENT, "", place, place));
        }
        while (indent.column() < current().column()) {
            indents.pop();
            if (indent.column() > current().column()) {
                throw source.error(place, "This line is indented like none of the blocks around it");
            }
            tokens.add(new Token(Kind.DEDENT, "", place, place));
        }
        if (indent.narrow() != current().narrow()) {
            throw mixed(place);
        }
    }

    private CompileException mixed(int place) {
        return source.error(place, "Tabs and spaces are mixed in the indentation: use one of them");
    }

    private Indent current() {
        return indents.getFirst();
    }

    private void skipBlanks() {
        while (at < end) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t' || c == '\f') {
                at++;
            } else if (c == '#') {
                while (at < end && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
                    at++;
                }
            } else if (c == '\\') {
                int begin = at++;
                if (at >= end || (text.charAt(at) != '\n' && text.charAt(at) != '\r')) {
                    throw source.error(begin, "A backslash outside a string may only end a line");
                }
                newline();
            } else {
                return;
            }
        }
    }

    private void newline() {
        if (text.charAt(at) == '\r' && at + 1 < end && text.charAt(at + 1) == '\n') {
            at++;
        }
        at++;
    }

    private Token next(char c) {
        int begin = at;
        String prefix = stringPrefix();
        if (prefix != null) {
            at = StringLiteral.end(source, begin + prefix.length(), end);
            return token(Kind.STRING, begin);
        }
        if (isDigit(c) || (c == '.' && at + 1 < end && isDigit(text.charAt(at + 1)))) {
            at = NumberLiteral.end(source, begin, end);
            return token(Kind.NUMBER, begin);
        }
        if (Character.isUnicodeIdentifierStart(text.codePointAt(at)) || c == '_') {
            return name(begin);
        }
        for (String operator : OPERATORS) {
            if (text.startsWith(operator, at) && at + operator.length() <= end) {
                at += operator.length();
                bracket(operator, begin);
                return token(Kind.OPERATOR, begin);
            }
        }
        throw source.error(begin, "The character %s has no meaning here".formatted(shown(text.codePointAt(begin))));
    }

    private Token name(int begin) {
        while (at < end && Character.isUnicodeIdentifierPart(text.codePointAt(at)) && text.charAt(at) > ' ') {
            at += Character.charCount(text.codePointAt(at));
        }
        String name = text.substring(begin, at);
        if (!name.chars().allMatch(c -> c < 128)) {
            throw source.error(begin, "Names have letters a to z, digits and underscores only: " + name);
        }
        return new Token(Keywords.ALL.contains(name) ? Kind.KEYWORD : Kind.NAME, name, begin, at);
    }

    private Token token(Kind kind, int begin) {
        return new Token(kind, text.substring(begin, at), begin, at);
    }

    /** What stands before the quotes of a string that begins here; null if none does. */
    private @Nullable String stringPrefix() {
        int place = at;
        while (place < end && place < at + 3 && "rRbBfFuU".indexOf(text.charAt(place)) >= 0) {
            place++;
        }
        return place < end && (text.charAt(place) == '"' || text.charAt(place) == '\'')
                ? text.substring(at, place)
                : null;
    }

    private void bracket(String operator, int begin) {
        char c = operator.charAt(0);
        if (operator.length() > 1) {
            return;
        }
        if ("([{".indexOf(c) >= 0) {
            if (brackets.size() >= MAX_BRACKETS) {
                throw source.error(begin, "The code is nested too deeply");
            }
            brackets.push(c);
        } else if (")]}".indexOf(c) >= 0) {
            Character open = brackets.poll();
            if (open == null || "([{".indexOf(open) != ")]}".indexOf(c)) {
                throw source.error(begin, "This %s closes nothing".formatted(c));
            }
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static String shown(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE
                ? "U+%04X".formatted(codePoint)
                : Character.toString(codePoint);
    }
}
