package campaignflows.platform.expression.runtime;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Taking texts apart: split, rsplit, splitlines, partition, strip. */
final class Splitting {
    /** So few that looking through them is quicker than a set of them. */
    private static final int FEW_CHARACTERS = 8;

    private Splitting() {}

    static List<Object> split(Evaluation run, String text, String method, Arguments arguments) {
        @Nullable Object[] bound = arguments.bind(method, 0, "sep", "maxsplit");
        Object separator = bound[0] == null ? PyNone.NONE : bound[0];
        int most = bound[1] == null ? -1 : Arguments.of(bound[1]).whole(0);
        boolean right = method.equals("rsplit");
        run.allocateText(2L * text.length());
        List<Object> parts;
        if (separator == PyNone.NONE) {
            parts = right ? wordsFromRight(text, most) : words(text, most);
        } else if (separator instanceof String sign) {
            if (sign.isEmpty()) {
                throw PythonError.value("empty separator");
            }
            parts = right ? fromRight(run, text, sign, most) : fromLeft(run, text, sign, most);
        } else {
            throw PythonError.type("must be str or None, not " + Types.name(separator));
        }
        run.allocateItems(3L * parts.size());
        return parts;
    }

    private static List<Object> fromLeft(Evaluation run, String text, String sign, int most) {
        TextSearch search = new TextSearch(run, text, sign);
        List<Object> parts = new ArrayList<>();
        int from = 0;
        int at = search.first(0, text.length());
        while (at >= 0 && (most < 0 || parts.size() < most)) {
            parts.add(text.substring(from, at));
            from = at + sign.length();
            at = search.first(from, text.length());
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static List<Object> fromRight(Evaluation run, String text, String sign, int most) {
        TextSearch search = new TextSearch(run, text, sign);
        List<Object> parts = new ArrayList<>();
        int to = text.length();
        int at = search.last(0, to);
        while (at >= 0 && (most < 0 || parts.size() < most)) {
            parts.add(text.substring(at + sign.length(), to));
            to = at;
            at = search.last(0, to);
        }
        parts.add(text.substring(0, to));
        Collections.reverse(parts);
        return parts;
    }

    private static List<Object> words(String text, int most) {
        List<Object> parts = new ArrayList<>();
        int at = 0;
        while (true) {
            while (at < text.length() && Characters.isSpace(text.charAt(at))) {
                at++;
            }
            if (at >= text.length()) {
                return parts;
            }
            if (most >= 0 && parts.size() >= most) {
                parts.add(text.substring(at));
                return parts;
            }
            int from = at;
            while (at < text.length() && !Characters.isSpace(text.charAt(at))) {
                at++;
            }
            parts.add(text.substring(from, at));
        }
    }

    private static List<Object> wordsFromRight(String text, int most) {
        List<Object> parts = new ArrayList<>();
        int at = text.length();
        while (true) {
            while (at > 0 && Characters.isSpace(text.charAt(at - 1))) {
                at--;
            }
            if (at == 0) {
                break;
            }
            if (most >= 0 && parts.size() >= most) {
                parts.add(text.substring(0, at));
                break;
            }
            int to = at;
            while (at > 0 && !Characters.isSpace(text.charAt(at - 1))) {
                at--;
            }
            parts.add(text.substring(at, to));
        }
        Collections.reverse(parts);
        return parts;
    }

    static List<Object> lines(Evaluation run, String text, boolean keepEnds) {
        run.allocateText(2L * text.length());
        List<Object> lines = new ArrayList<>();
        int from = 0;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (isLineEnd(c)) {
                int end = at - 1;
                if (c == '\r' && at < text.length() && text.charAt(at) == '\n') {
                    at++;
                }
                lines.add(text.substring(from, keepEnds ? at : end));
                from = at;
            }
        }
        if (from < text.length()) {
            lines.add(text.substring(from));
        }
        run.allocateItems(3L * lines.size());
        return lines;
    }

    private static boolean isLineEnd(char c) {
        return (c >= 0x0a && c <= 0x0d) || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    static PyTuple partition(Evaluation run, String text, String sign, boolean right) {
        if (sign.isEmpty()) {
            throw PythonError.value("empty separator");
        }
        run.allocateText(2L * text.length());
        TextSearch search = new TextSearch(run, text, sign);
        int at = right ? search.last(0, text.length()) : search.first(0, text.length());
        if (at < 0) {
            return right ? PyTuple.of("", "", text) : PyTuple.of(text, "", "");
        }
        return PyTuple.of(text.substring(0, at), sign, text.substring(at + sign.length()));
    }

    /** @param characters those that are taken off; null for white space */
    static String stripped(String text, @Nullable String characters, boolean left, boolean right) {
        IntPredicate stripped = characters == null ? Characters::isSpace : among(characters);
        int from = 0;
        int to = text.length();
        while (left && from < to && stripped.test(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (right && to > from && stripped.test(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }

    private static IntPredicate among(String characters) {
        if (characters.length() <= FEW_CHARACTERS) {
            return c -> characters.indexOf(c) >= 0;
        }
        BitSet set = new BitSet();
        characters.codePoints().forEach(set::set);
        return set::get;
    }
}
