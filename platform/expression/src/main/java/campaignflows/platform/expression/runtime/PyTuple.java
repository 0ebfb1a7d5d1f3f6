package campaignflows.platform.expression.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Python's tuple.
 *
 * @param calendar whether it is what {@code isocalendar()} gives, a tuple whose items have names
 */
public record PyTuple(List<Object> items, boolean calendar) {
    static final PyTuple EMPTY = new PyTuple(List.of());
    private static final List<String> NAMES = List.of("year", "week", "weekday");

    public PyTuple {
        items = List.copyOf(items);
    }

    public PyTuple(List<Object> items) {
        this(items, false);
    }

    /** The item of that name; null if it has none. */
    @Nullable
    Object named(String name) {
        int index = calendar ? NAMES.indexOf(name) : -1;
        return index < 0 ? null : items.get(index);
    }

    public static PyTuple of(Object... items) {
        return new PyTuple(List.of(items));
    }
}
