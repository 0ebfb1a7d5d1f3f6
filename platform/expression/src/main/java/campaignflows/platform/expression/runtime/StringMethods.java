package campaignflows.platform.expression.runtime;

import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The methods of str. */
final class StringMethods {
    static final Set<String> NAMES = Set.of(
            "capitalize",
            "casefold",
            "center",
            "count",
            "endswith",
            "expandtabs",
            "find",
            "format",
            "index",
            "isalnum",
            "isalpha",
            "isascii",
            "isdecimal",
            "isdigit",
            "isidentifier",
            "islower",
            "isnumeric",
            "isprintable",
            "isspace",
            "istitle",
            "isupper",
            "join",
            "ljust",
            "lower",
            "lstrip",
            "partition",
            "removeprefix",
            "removesuffix",
            "replace",
            "rfind",
            "rindex",
            "rjust",
            "rpartition",
            "rsplit",
            "rstrip",
            "split",
            "splitlines",
            "startswith",
            "strip",
            "swapcase",
            "title",
            "upper",
            "zfill");

    private StringMethods() {}

    static Object call(Evaluation run, String text, String name, Arguments arguments) {
        run.step(text.length() >> 5);
        return switch (name) {
            case "capitalize", "casefold", "lower", "swapcase", "title", "upper" -> {
                arguments.count(name, 0, 0);
                run.allocateText(3L * text.length());
                run.step(text.length());
                yield CaseMapping.of(name, text);
            }
            case "isalnum",
                    "isalpha",
                    "isascii",
                    "isdecimal",
                    "isdigit",
                    "isidentifier",
                    "islower",
                    "isnumeric",
                    "isprintable",
                    "isspace",
                    "istitle",
                    "isupper" -> {
                arguments.count(name, 0, 0);
                run.step(text.length());
                yield TextTests.holds(name, text);
            }
            case "strip", "lstrip", "rstrip" -> strip(run, text, name, arguments.count(name, 0, 1));
            case "split", "rsplit" -> new PyList(Splitting.split(run, text, name, arguments));
            case "splitlines" -> {
                @Nullable Object keep = arguments.bind(name, 0, "keepends")[0];
                yield new PyList(Splitting.lines(run, text, keep != null && Types.isTrue(keep)));
            }
            case "partition", "rpartition" ->
                Splitting.partition(run, text, arguments.count(name, 1, 1).text(name, 0), name.charAt(0) == 'r');
            case "find", "rfind", "index", "rindex" -> find(run, text, name, arguments.count(name, 1, 3));
            case "count" -> count(run, text, arguments.count(name, 1, 3));
            case "startswith", "endswith" -> hasEnd(run, text, name, arguments.count(name, 1, 3));
            case "removeprefix" -> {
                String prefix = arguments.count(name, 1, 1).text(name, 0);
                run.allocateText(text.length());
                yield text.startsWith(prefix) ? text.substring(prefix.length()) : text;
            }
            case "removesuffix" -> {
                String suffix = arguments.count(name, 1, 1).text(name, 0);
                run.allocateText(text.length());
                yield text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
            }
            case "center", "ljust", "rjust" -> justify(run, text, name, arguments.count(name, 1, 2));
            case "zfill" -> zfill(run, text, arguments.count(name, 1, 1).whole(0));
            case "expandtabs" -> expandTabs(run, text, arguments);
            case "replace" -> replace(run, text, arguments.count(name, 2, 3));
            case "join" -> join(run, text, arguments.count(name, 1, 1).get(0));
            case "format" -> StringFormat.format(run, text, arguments);
            default -> throw PythonError.attribute("str", name);
        };
    }

    private static String strip(Evaluation run, String text, String name, Arguments arguments) {
        String characters = null;
        if (arguments.size() == 1 && arguments.get(0) != PyNone.NONE) {
            if (!(arguments.get(0) instanceof String given)) {
                throw PythonError.type("%s arg must be None or str".formatted(name));
            }
            characters = given;
        }
        run.allocateText(text.length());
        run.step(text.length() >> 3);
        return Splitting.stripped(text, characters, !name.equals("rstrip"), !name.equals("lstrip"));
    }

    private static Object find(Evaluation run, String text, String name, Arguments arguments) {
        String wanted = substring(arguments, 0);
        TextRegion region = TextRegion.of(text, arguments);
        int at = -1;
        if (region.exists()) {
            TextSearch search = new TextSearch(run, text, wanted);
            at = name.startsWith("r")
                    ? search.last(region.from(), region.to())
                    : search.first(region.from(), region.to());
        }
        if (at < 0 && name.endsWith("index")) {
            throw PythonError.value("substring not found");
        }
        return at < 0 ? -1L : (long) Characters.place(text, at);
    }

    private static String substring(Arguments arguments, int index) {
        if (arguments.get(index) instanceof String text) {
            return text;
        }
        throw PythonError.type("must be str, not " + Types.name(arguments.get(index)));
    }

    private static Object count(Evaluation run, String text, Arguments arguments) {
        String wanted = substring(arguments, 0);
        TextRegion region = TextRegion.of(text, arguments);
        if (!region.exists()) {
            return 0L;
        }
        if (wanted.isEmpty()) {
            return Characters.count(region.part()) + 1L;
        }
        TextSearch search = new TextSearch(run, text, wanted);
        long count = 0;
        int at = search.first(region.from(), region.to());
        while (at >= 0) {
            count++;
            at = search.first(at + wanted.length(), region.to());
        }
        return count;
    }

    private static Object hasEnd(Evaluation run, String text, String name, Arguments arguments) {
        TextRegion region = TextRegion.of(text, arguments);
        Object wanted = arguments.get(0);
        if (wanted instanceof PyTuple tuple) {
            for (Object item : tuple.items()) {
                if (!(item instanceof String end)) {
                    throw PythonError.type(
                            "tuple for %s must only contain str, not %s".formatted(name, Types.name(item)));
                }
                if (hasEnd(run, region, name, end)) {
                    return true;
                }
            }
            return false;
        }
        if (!(wanted instanceof String end)) {
            throw PythonError.type(
                    "%s first arg must be str or a tuple of str, not %s".formatted(name, Types.name(wanted)));
        }
        return hasEnd(run, region, name, end);
    }

    private static boolean hasEnd(Evaluation run, TextRegion region, String name, String end) {
        run.step(1 + Work.of(end));
        int at = name.equals("startswith") ? region.from() : region.to() - end.length();
        return region.exists()
                && at >= region.from()
                && at + end.length() <= region.to()
                && region.text().startsWith(end, at);
    }

    private static String justify(Evaluation run, String text, String name, Arguments arguments) {
        int width = arguments.whole(0);
        String fill = " ";
        if (arguments.size() == 2) {
            if (!(arguments.get(1) instanceof String given) || Characters.count(given) != 1) {
                throw PythonError.type("The fill character must be exactly one character long");
            }
            fill = given;
        }
        int missing = width - Characters.count(text);
        if (missing <= 0) {
            return text;
        }
        run.allocateText((long) text.length() + 2L * missing);
        int left = switch (name) {
            case "ljust" -> 0;
            case "rjust" -> missing;
            default -> missing / 2 + (missing & width & 1);
        };
        return fill.repeat(left) + text + fill.repeat(missing - left);
    }

    private static String zfill(Evaluation run, String text, int width) {
        int missing = width - Characters.count(text);
        if (missing <= 0) {
            return text;
        }
        run.allocateText((long) text.length() + missing);
        boolean signed = text.startsWith("+") || text.startsWith("-");
        return signed ? text.charAt(0) + "0".repeat(missing) + text.substring(1) : "0".repeat(missing) + text;
    }

    private static String expandTabs(Evaluation run, String text, Arguments arguments) {
        @Nullable Object given = arguments.bind("expandtabs", 0, "tabsize")[0];
        int size = given == null ? 8 : Arguments.of(given).whole(0);
        run.allocateText(text.length() + text.chars().filter(c -> c == '\t').count() * Math.max(0L, size));
        run.step(text.length());
        StringBuilder out = new StringBuilder();
        int column = 0;
        for (int c : text.codePoints().toArray()) {
            if (c == '\t') {
                int width = size <= 0 ? 0 : size - column % size;
                out.repeat(' ', width);
                column += width;
            } else {
                out.appendCodePoint(c);
                column = c == '\n' || c == '\r' ? 0 : column + 1;
            }
        }
        return out.toString();
    }

    private static String replace(Evaluation run, String text, Arguments arguments) {
        String old = arguments.text("replace", 0);
        String by = arguments.text("replace", 1);
        int most = arguments.size() == 3 ? arguments.whole(2) : -1;
        StringBuilder out = new StringBuilder();
        TextSearch search = new TextSearch(run, text, old);
        int from = 0;
        int done = 0;
        while (most < 0 || done < most) {
            int at = old.isEmpty() ? emptyPlace(text, from, done) : search.first(from, text.length());
            if (at < 0) {
                break;
            }
            run.step(done & 1);
            run.allocate(2L * (at - from + by.length()));
            if (out.length() > Evaluation.MAX_LENGTH) {
                run.allocateText(out.length());
            }
            out.append(text, from, at).append(by);
            from = at + old.length();
            done++;
        }
        return done == 0 ? text : run.made(out.append(text, from, text.length()).toString());
    }

    /** An empty text is found before each character and at the end. */
    private static int emptyPlace(String text, int from, int done) {
        if (done == 0) {
            return 0;
        }
        return from >= text.length() ? -1 : from + Character.charCount(text.codePointAt(from));
    }

    private static String join(Evaluation run, String separator, Object items) {
        if (!Iteration.isIterable(items)) {
            throw PythonError.type("can only join an iterable");
        }
        StringBuilder out = new StringBuilder();
        Iterator<Object> values = Iteration.over(run, items);
        for (int i = 0; values.hasNext(); i++) {
            Object value = values.next();
            if (!(value instanceof String text)) {
                throw PythonError.type(
                        "sequence item %d: expected str instance, %s found".formatted(i, Types.name(value)));
            }
            run.allocate(2L * (separator.length() + text.length()));
            if (out.length() > Evaluation.MAX_LENGTH) {
                run.allocateText(out.length());
            }
            out.append(i == 0 ? "" : separator).append(text);
        }
        return run.made(out.toString());
    }
}
