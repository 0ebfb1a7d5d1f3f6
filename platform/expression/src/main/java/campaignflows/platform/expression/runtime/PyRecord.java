package campaignflows.platform.expression.runtime;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Things with named values that cannot be changed: a script's context, and the customer, participant and communication in it. */
public final class PyRecord {
    private final String typeName;
    private final Function<String, @Nullable Value> values;

    /** A value that is read when it is asked for. */
    @FunctionalInterface
    public interface Value {
        Object read(Evaluation run);
    }

    /** @param values by name; null for a name that there is not */
    public PyRecord(String typeName, Function<String, @Nullable Value> values) {
        this.typeName = typeName;
        this.values = values;
    }

    String typeName() {
        return typeName;
    }

    boolean has(String name) {
        return values.apply(name) != null;
    }

    Object attribute(Evaluation run, String name) {
        Value value = values.apply(name);
        if (value == null) {
            throw PythonError.attribute(typeName, name);
        }
        return value.read(run);
    }

    Object item(Evaluation run, String name) {
        Value value = values.apply(name);
        if (value == null) {
            throw PythonError.of("KeyError", Repr.text(name));
        }
        return value.read(run);
    }
}
