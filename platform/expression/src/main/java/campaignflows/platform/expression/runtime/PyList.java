package campaignflows.platform.expression.runtime;

import java.util.ArrayList;
import java.util.List;

/** Python's list: changed in place, and the same only as itself. */
public final class PyList {
    private final ArrayList<Object> items;

    public PyList(List<Object> items) {
        this.items = new ArrayList<>(items);
    }

    /** The items themselves, not a copy. */
    public ArrayList<Object> items() {
        return items;
    }
}
