package campaignflows.platform.expression.runtime;

import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the types themselves have: {@code datetime.now()}, {@code date.today()}, {@code timedelta.max}, {@code str.lower}. */
final class TypeAttributes {
    private static final Map<PyType, Set<String>> NAMES = Map.of(
            PyType.DATE,
                    Set.of("today", "fromisoformat", "fromordinal", "fromisocalendar", "fromtimestamp", "min", "max"),
            PyType.DATETIME,
                    Set.of(
                            "now",
                            "today",
                            "fromisoformat",
                            "fromordinal",
                            "fromisocalendar",
                            "fromtimestamp",
                            "combine",
                            "strptime"),
            PyType.TIME, Set.of("fromisoformat", "min", "max"),
            PyType.TIMEDELTA, Set.of("min", "max", "resolution"),
            PyType.DICT, Set.of("fromkeys"));

    private TypeAttributes() {}

    static Set<String> namesOf(PyType type) {
        return NAMES.getOrDefault(type, Set.of());
    }

    static @Nullable Object get(PyType type, String name) {
        if (namesOf(type).contains(name)) {
            return switch (type) {
                case DATE -> ofDate(name);
                case DATETIME -> ofDateTime(name);
                case TIME -> ofTime(name);
                case TIMEDELTA -> ofTimedelta(name);
                default -> new Builtin(name, TypeAttributes::fromKeys);
            };
        }
        return type.methods().contains(name) ? unbound(type, name) : null;
    }

    /** A method of a type: its first argument is the value. */
    private static Builtin unbound(PyType type, String name) {
        return new Builtin(name, (run, arguments) -> {
            if (arguments.size() == 0 || !type.isTypeOf(arguments.get(0))) {
                throw PythonError.type("unbound method %s.%s() needs an argument".formatted(type.shortName(), name));
            }
            Arguments rest = new Arguments(
                    arguments.positional().subList(1, arguments.size()), arguments.names(), arguments.values());
            return Attributes.call(run, arguments.get(0), name, rest);
        });
    }

    private static Object ofDate(String name) {
        return switch (name) {
            case "min" -> Dates.FIRST;
            case "max" -> Dates.LAST;
            case "today" ->
                new Builtin(name, (run, arguments) -> {
                    arguments.count(name, 0, 0);
                    return run.now().local().toLocalDate();
                });
            case "fromisoformat" ->
                new Builtin(name, (run, arguments) -> IsoText.date(text(arguments.count(name, 1, 1))));
            case "fromordinal" ->
                new Builtin(
                        name,
                        (run, arguments) ->
                                IsoText.ofOrdinal(arguments.count(name, 1, 1).get(0)));
            case "fromtimestamp" ->
                new Builtin(
                        name,
                        (run, arguments) -> Dates.ofTimestamp(
                                        run, arguments.count(name, 1, 1).get(0))
                                .local()
                                .toLocalDate());
            default -> new Builtin(name, (run, arguments) -> Dates.ofIsoWeek(arguments));
        };
    }

    private static String text(Arguments arguments) {
        if (arguments.get(0) instanceof String text) {
            return text;
        }
        throw PythonError.type("fromisoformat: argument must be str");
    }

    private static Object ofDateTime(String name) {
        return switch (name) {
            case "now", "today" ->
                new Builtin(name, (run, arguments) -> {
                    arguments.count(name, 0, 0);
                    return run.now();
                });
            case "fromisoformat" ->
                new Builtin(name, (run, arguments) -> IsoText.datetime(run, text(arguments.count(name, 1, 1))));
            case "fromordinal" ->
                new Builtin(
                        name,
                        (run, arguments) -> Dates.naive(
                                run,
                                IsoText.ofOrdinal(arguments.count(name, 1, 1).get(0))
                                        .atStartOfDay(),
                                0));
            case "fromtimestamp" ->
                new Builtin(
                        name,
                        (run, arguments) -> Dates.ofTimestamp(
                                run, arguments.count(name, 1, 1).get(0)));
            case "combine" -> new Builtin(name, Dates::combine);
            case "strptime" -> new Builtin(name, Strptime::parse);
            default ->
                new Builtin(
                        name,
                        (run, arguments) ->
                                Dates.naive(run, Dates.ofIsoWeek(arguments).atStartOfDay(), 0));
        };
    }

    private static Object ofTime(String name) {
        return switch (name) {
            case "min" -> LocalTime.MIN;
            case "max" -> LocalTime.of(23, 59, 59, 999_999_000);
            default -> new Builtin(name, (run, arguments) -> IsoText.time(text(arguments.count(name, 1, 1))));
        };
    }

    private static Object ofTimedelta(String name) {
        return switch (name) {
            case "min" -> PyTimedelta.ofDays(-PyTimedelta.MAX_DAYS);
            case "max" -> PyTimedelta.of(PyTimedelta.MAX_DAYS, PyTimedelta.MICROS_PER_DAY - 1);
            default -> PyTimedelta.of(0, 1);
        };
    }

    private static Object fromKeys(Evaluation run, Arguments arguments) {
        List<Object> keys = Iteration.all(run, arguments.count("fromkeys", 1, 2).get(0));
        run.allocateItems(4L * keys.size());
        PyDict dict = new PyDict();
        keys.forEach(key -> dict.put(run, key, arguments.size() == 2 ? arguments.get(1) : PyNone.NONE));
        return dict;
    }
}
