package campaignflows.platform.expression.runtime;

import java.util.Set;

/** The types that code can name, call and ask for methods. */
public enum PyType {
    BOOL("bool", "bool"),
    INT("int", "int"),
    FLOAT("float", "float"),
    DECIMAL("Decimal", "decimal.Decimal"),
    STR("str", "str"),
    LIST("list", "list"),
    TUPLE("tuple", "tuple"),
    DICT("dict", "dict"),
    RANGE("range", "range"),
    DATE("date", "datetime.date"),
    DATETIME("datetime", "datetime.datetime"),
    TIME("time", "datetime.time"),
    TIMEDELTA("timedelta", "datetime.timedelta");

    private final String shortName;
    private final String fullName;

    PyType(String shortName, String fullName) {
        this.shortName = shortName;
        this.fullName = fullName;
    }

    public String shortName() {
        return shortName;
    }

    String fullName() {
        return fullName;
    }

    /** Whether the value is of this type; a bool is an int and a datetime a date. */
    boolean isTypeOf(Object value) {
        return switch (this) {
            case INT -> PyInt.is(value);
            case DATE -> value instanceof PyDateTime || Types.name(value).equals(fullName);
            default -> Types.name(value).equals(fullName);
        };
    }

    Set<String> methods() {
        return Attributes.methodsOf(this);
    }
}
