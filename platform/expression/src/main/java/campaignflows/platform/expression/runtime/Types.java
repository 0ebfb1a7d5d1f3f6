package campaignflows.platform.expression.runtime;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalTime;

/** The names of Python's types, as its messages say them. */
public final class Types {
    private Types() {}

    public static String name(Object value) {
        return switch (value) {
            case PyNone none -> "NoneType";
            case Boolean flag -> "bool";
            case Long number -> "int";
            case BigInteger number -> "int";
            case PyFloat number -> "float";
            case PyDecimal number -> "decimal.Decimal";
            case String text -> "str";
            case PyList list -> "list";
            case PyTuple tuple -> tuple.calendar() ? "datetime.IsoCalendarDate" : "tuple";
            case PyDict dict -> "dict";
            case PyRange range -> "range";
            case LocalDate day -> "datetime.date";
            case PyDateTime moment -> "datetime.datetime";
            case LocalTime time -> "datetime.time";
            case PyTimedelta delta -> "datetime.timedelta";
            case PyIterator iterator -> iterator.typeName();
            case PyView view -> view.typeName();
            case PyType type -> "type";
            case BoundMethod method -> "builtin_function_or_method";
            case Builtin builtin -> "builtin_function_or_method";
            case PyFunction function -> "function";
            case PyRecord record -> record.typeName();
            default -> throw new IllegalStateException("Expected a value of Python, but it is " + value.getClass());
        };
    }

    /** A text that repeats what an operator cannot do. */
    static PythonError unsupported(String operator, Object left, Object right) {
        return PythonError.type(
                "unsupported operand type(s) for %s: '%s' and '%s'".formatted(operator, name(left), name(right)));
    }

    static boolean truth(Object value) {
        return switch (value) {
            case Boolean flag -> flag;
            case PyNone none -> false;
            case Long number -> number != 0;
            case String text -> !text.isEmpty();
            case BigInteger number -> number.signum() != 0;
            case PyFloat number -> number.value() != 0;
            case PyDecimal number -> number.value().signum() != 0;
            case PyList list -> !list.items().isEmpty();
            case PyTuple tuple -> !tuple.items().isEmpty();
            case PyDict dict -> dict.size() > 0;
            case PyView view -> view.dict().size() > 0;
            case PyRange range -> range.size() > 0;
            case PyTimedelta delta -> !delta.isZero();
            default -> true;
        };
    }

    public static boolean isTrue(Object value) {
        return value instanceof Boolean flag ? flag : truth(value);
    }
}
