package campaignflows.platform.expression.runtime;

import campaignflows.platform.expression.MessageText;
import org.jspecify.annotations.Nullable;

/** An error of running code, as Python names it. It has no stack trace: it is a result of the code, not a defect. */
public final class PythonError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String type;
    private final String text;

    private PythonError(String type, String text) {
        super(type + ": " + text, null, false, false);
        this.type = type;
        this.text = text;
    }

    public static PythonError of(String type, String text) {
        return new PythonError(type, MessageText.of(text));
    }

    public static PythonError type(String text) {
        return of("TypeError", text);
    }

    public static PythonError value(String text) {
        return of("ValueError", text);
    }

    static PythonError overflow(String text) {
        return of("OverflowError", text);
    }

    static PythonError division(String text) {
        return of("ZeroDivisionError", text);
    }

    static PythonError attribute(@Nullable String typeName, String name) {
        return of("AttributeError", "'%s' object has no attribute '%s'".formatted(typeName, name));
    }

    static PythonError memory(String what) {
        return of("MemoryError", what);
    }

    /** Python's name of it, such as {@code ZeroDivisionError}. */
    public String type() {
        return type;
    }

    public String text() {
        return text;
    }
}
