package campaignflows.participant.paging;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The conditions for rows: parts of a where clause and the values bound to their names. Parts are constant texts only. */
public final class Conditions {
    private final List<String> parts = new ArrayList<>();
    private final Map<String, Object> values = new HashMap<>();

    public Conditions add(String condition) {
        parts.add(condition);
        return this;
    }

    public Conditions add(String condition, String name, Object value) {
        parts.add(condition);
        values.put(name, value);
        return this;
    }

    /** Binds a value to a name that a statement contains already. */
    public Conditions bind(String name, Object value) {
        values.put(name, value);
        return this;
    }

    public boolean isEmpty() {
        return parts.isEmpty();
    }

    /** {@code a and b}; {@code true} if there is none. */
    public String text() {
        return parts.isEmpty() ? "true" : String.join(" and ", parts);
    }

    public Map<String, Object> values() {
        return Map.copyOf(values);
    }
}
