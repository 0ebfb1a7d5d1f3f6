package campaignflows.platform.expression.runtime;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The attributes and methods of values and of types. */
public final class Attributes {
    private static final Set<String> DATA = Set.of(
            "year",
            "month",
            "day",
            "hour",
            "minute",
            "second",
            "microsecond",
            "fold",
            "days",
            "seconds",
            "microseconds",
            "start",
            "stop",
            "step",
            "min",
            "max",
            "resolution",
            "week",
            "real",
            "numerator",
            "denominator");
    private static final Set<String> ALL = all();

    private Attributes() {}

    private static Set<String> all() {
        Set<String> all = new HashSet<>(DATA);
        Stream.of(PyType.values()).forEach(type -> {
            all.addAll(methodsOf(type));
            all.addAll(TypeAttributes.namesOf(type));
        });
        return Set.copyOf(all);
    }

    /** Whether any value has an attribute of that name: if not, the code need not be run to know. */
    public static boolean isKnown(String name) {
        return ALL.contains(name);
    }

    static Set<String> methodsOf(PyType type) {
        return switch (type) {
            case STR -> StringMethods.NAMES;
            case LIST -> ListMethods.LIST;
            case TUPLE, RANGE -> ListMethods.TUPLE;
            case DICT -> DictMethods.NAMES;
            case DATE -> DateMethods.DATE;
            case DATETIME -> DateMethods.DATETIME;
            case TIME -> DateMethods.TIME;
            case TIMEDELTA -> DateMethods.TIMEDELTA;
            case DECIMAL -> NumberMethods.DECIMAL;
            case FLOAT -> NumberMethods.FLOAT;
            case INT, BOOL -> NumberMethods.INT;
        };
    }

    private static @Nullable PyType typeOf(Object value) {
        return switch (value) {
            case String text -> PyType.STR;
            case PyList list -> PyType.LIST;
            case PyTuple tuple -> PyType.TUPLE;
            case PyDict dict -> PyType.DICT;
            case PyRange range -> PyType.RANGE;
            case LocalDate day -> PyType.DATE;
            case PyDateTime moment -> PyType.DATETIME;
            case LocalTime time -> PyType.TIME;
            case PyTimedelta delta -> PyType.TIMEDELTA;
            case PyDecimal number -> PyType.DECIMAL;
            case PyFloat number -> PyType.FLOAT;
            case Long number -> PyType.INT;
            case BigInteger number -> PyType.INT;
            case Boolean flag -> PyType.BOOL;
            default -> null;
        };
    }

    public static Object get(Evaluation run, Object target, String name) {
        Object data = switch (target) {
            case PyRecord record -> record.attribute(run, name);
            case PyType type -> TypeAttributes.get(type, name);
            case LocalDate day -> DateMethods.attribute(day, name);
            case PyDateTime moment -> DateMethods.attribute(moment, name);
            case LocalTime time -> DateMethods.attribute(time, name);
            case PyTimedelta delta -> DateMethods.attribute(delta, name);
            case PyTuple tuple -> tuple.named(name);
            case PyRange range ->
                switch (name) {
                    case "start" -> (Object) range.start();
                    case "stop" -> range.stop();
                    case "step" -> range.step();
                    default -> null;
                };
            default -> null;
        };
        if (data != null) {
            return data;
        }
        PyType type = typeOf(target);
        if (type == null || !methodsOf(type).contains(name)) {
            if (target instanceof PyType named) {
                throw PythonError.of(
                        "AttributeError", "type object '%s' has no attribute '%s'".formatted(named.fullName(), name));
            }
            throw PythonError.attribute(Types.name(target), name);
        }
        return new BoundMethod(target, name);
    }

    /** {@code target.name(…)}. */
    public static Object call(Evaluation run, Object target, String name, Arguments arguments) {
        run.step(1 + Work.arguments(arguments) + Work.of(target));
        return switch (target) {
            case String text -> StringMethods.call(run, text, name, arguments);
            case PyList list -> ListMethods.call(run, list, name, arguments);
            case PyTuple tuple -> ListMethods.call(run, tuple, name, arguments);
            case PyDict dict -> DictMethods.call(run, dict, name, arguments);
            case LocalDate day when DateMethods.DATE.contains(name) -> DateMethods.call(run, day, name, arguments);
            case PyDateTime moment
            when DateMethods.DATETIME.contains(name) -> DateMethods.call(run, moment, name, arguments);
            case LocalTime time when DateMethods.TIME.contains(name) -> DateMethods.call(run, time, name, arguments);
            case PyTimedelta delta
            when DateMethods.TIMEDELTA.contains(name) -> DateMethods.call(delta, name, arguments);
            case PyDecimal number
            when NumberMethods.DECIMAL.contains(name) -> NumberMethods.call(number, name, arguments);
            case PyFloat number when NumberMethods.FLOAT.contains(name) -> NumberMethods.call(number, name, arguments);
            case PyRange range
            when ListMethods.TUPLE.contains(name) -> {
                List<Object> items = Iteration.all(run, range);
                yield ListMethods.search(run, items, name, arguments, "range");
            }
            default -> {
                PyType type = typeOf(target);
                if ((type == PyType.INT || type == PyType.BOOL) && NumberMethods.INT.contains(name)) {
                    yield NumberMethods.call(PyInt.big(target), name, arguments);
                }
                yield Calls.call(run, get(run, target, name), arguments);
            }
        };
    }
}
