package campaignflows.platform.expression.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Python's dict: in the order of insertion, its keys compared as Python does ({@code 1 == 1.0 == True}). */
public final class PyDict {
    private final Map<Key, Entry> entries = new LinkedHashMap<>();

    /** A key as it was first given, and its value. */
    public record Entry(Object key, Object value) {}

    public @Nullable Object get(Evaluation run, Object key) {
        Entry entry = entries.get(Key.of(run, key));
        return entry == null ? null : entry.value();
    }

    /** Whether the dict has grown. */
    public boolean put(Evaluation run, Object key, Object value) {
        Key id = Key.of(run, key);
        Entry old = entries.get(id);
        entries.put(id, new Entry(old == null ? key : old.key(), value));
        return old == null;
    }

    public @Nullable Object remove(Evaluation run, Object key) {
        Entry entry = entries.remove(Key.of(run, key));
        return entry == null ? null : entry.value();
    }

    public void clear() {
        entries.clear();
    }

    public int size() {
        return entries.size();
    }

    /** What is in it now; it does not change with the dict. */
    public List<Entry> entries() {
        return new ArrayList<>(entries.values());
    }

    void putAll(Evaluation run, PyDict other) {
        other.entries().forEach(entry -> put(run, entry.key(), entry.value()));
    }

    PyDict copy() {
        PyDict copy = new PyDict();
        copy.entries.putAll(entries);
        return copy;
    }
}
