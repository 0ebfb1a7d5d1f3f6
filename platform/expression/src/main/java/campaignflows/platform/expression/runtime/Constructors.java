package campaignflows.platform.expression.runtime;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Types that are called: {@code int("42")}, {@code list(…)}, {@code datetime(2026, 6, 30)}. */
final class Constructors {
    private static final int MAX_DECIMAL_EXPONENT = 10_000;
    private static final int MAX_TEXT = 5_000;
    private static final int OF_DECIMAL = 8;

    private Constructors() {}

    static Object make(Evaluation run, PyType type, Arguments arguments) {
        return switch (type) {
            case BOOL -> arguments.count("bool", 0, 1).size() == 1 && Types.isTrue(arguments.get(0));
            case INT -> NumberBuiltins.makeInt(run, arguments);
            case FLOAT -> {
                if (arguments.count("float", 0, 1).size() == 0) {
                    yield new PyFloat(0.0);
                }
                run.step(arguments.get(0) instanceof String text ? text.length() : 1);
                yield NumberBuiltins.makeFloat(arguments.get(0));
            }
            case DECIMAL -> decimal(run, arguments.count("Decimal", 0, 1));
            case STR -> {
                @Nullable Object value = arguments.bind("str", 0, "object")[0];
                yield value == null ? "" : Repr.str(run, value);
            }
            case LIST ->
                new PyList(
                        arguments.count("list", 0, 1).size() == 0
                                ? java.util.List.of()
                                : Iteration.all(run, arguments.get(0)));
            case TUPLE ->
                arguments.count("tuple", 0, 1).size() == 0
                        ? PyTuple.EMPTY
                        : new PyTuple(Iteration.all(run, arguments.get(0)));
            case DICT -> {
                PyDict dict = new PyDict();
                DictMethods.update(run, dict, arguments);
                yield dict;
            }
            case RANGE -> range(arguments.count("range", 1, 3));
            case DATE -> Dates.date(arguments);
            case DATETIME -> Dates.datetime(run, arguments);
            case TIME -> Dates.time(arguments);
            case TIMEDELTA -> Timedeltas.make(arguments);
        };
    }

    private static PyRange range(Arguments arguments) {
        long first = bound(arguments.get(0));
        return arguments.size() == 1
                ? new PyRange(0, first, 1)
                : new PyRange(first, bound(arguments.get(1)), arguments.size() == 3 ? bound(arguments.get(2)) : 1);
    }

    private static long bound(Object value) {
        if (!PyInt.is(value)) {
            throw PythonError.type("'%s' object cannot be interpreted as an integer".formatted(Types.name(value)));
        }
        if (PyInt.number(value) instanceof Long number) {
            return number;
        }
        throw PythonError.overflow("Python int too large to convert to C ssize_t");
    }

    private static PyDecimal decimal(Evaluation run, Arguments arguments) {
        if (arguments.size() == 0) {
            return new PyDecimal(BigDecimal.ZERO);
        }
        return switch (arguments.get(0)) {
            case PyDecimal number -> number;
            case PyFloat number
            when !Double.isNaN(number.value()) && !Double.isInfinite(number.value()) -> {
                boolean minus = number.value() == 0 && 1 / number.value() < 0;
                yield new PyDecimal(exact(number.value()), minus);
            }
            case PyFloat number -> throw PythonError.value("an infinite Decimal or NaN is not supported");
            case String text -> decimal(run, text);
            case Object value when PyInt.is(value) -> new PyDecimal(Decimals.ofWhole(PyInt.big(value)));
            default ->
                throw PythonError.type(
                        "conversion from %s to Decimal is not supported".formatted(Types.name(arguments.get(0))));
        };
    }

    private static BigDecimal exact(double value) {
        BigDecimal exact = new BigDecimal(value);
        return exact.signum() == 0 ? BigDecimal.ZERO : exact;
    }

    private static PyDecimal decimal(Evaluation run, String text) {
        run.step(OF_DECIMAL + Decimals.WORK * Work.product(Math.min(MAX_TEXT, text.length()) * 4L));
        String plain = NumberBuiltins.plainDigits(text).replace("_", "");
        if (plain.length() <= MAX_TEXT && plain.matches("(?i)[+-]?(?:inf(?:inity)?|s?nan[0-9]*)")) {
            throw PythonError.value("an infinite Decimal or NaN is not supported");
        }
        if (plain.length() > MAX_TEXT
                || !plain.matches("[+-]?(?:[0-9]++\\.?[0-9]*+|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?")) {
            throw PythonError.of("InvalidOperation", "[<class 'decimal.ConversionSyntax'>]");
        }
        int e = Math.max(plain.indexOf('e'), plain.indexOf('E'));
        if (e >= 0
                && (plain.length() - e > 8
                        || Math.abs(Integer.parseInt(plain.substring(e + 1))) > MAX_DECIMAL_EXPONENT)) {
            throw PythonError.value(
                    "a Decimal with an exponent beyond %d is not supported".formatted(MAX_DECIMAL_EXPONENT));
        }
        BigDecimal value = new BigDecimal(plain);
        return new PyDecimal(value, value.signum() == 0 && plain.startsWith("-"));
    }
}
