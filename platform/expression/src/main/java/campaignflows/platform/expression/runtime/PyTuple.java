package campaignflows.platform.expression.runtime;

import java.util.List;

/** Python's tuple. */
public record PyTuple(List<Object> items) {
    static final PyTuple EMPTY = new PyTuple(List.of());

    public PyTuple {
        items = List.copyOf(items);
    }

    public static PyTuple of(Object... items) {
        return new PyTuple(List.of(items));
    }
}
