package campaignflows.platform.expression.runtime;

import campaignflows.platform.expression.Environment;
import campaignflows.platform.expression.Limits;
import campaignflows.platform.expression.UnreadableFieldException;
import campaignflows.platform.values.FieldValue;
import java.time.ZoneId;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation: what it sees, and what it has used of its limits. Whatever takes time or memory in proportion to a
 * value must ask here before. Used by one thread.
 */
public final class Evaluation {
    /** The longest text, in UTF-16 units, and the most items of a list. */
    static final int MAX_LENGTH = 1 << 20;

    private static final long CLOCK_EVERY = 4_096;

    private final Environment environment;
    private final Limits limits;
    private long begin;
    private long steps;
    private long nextLook = CLOCK_EVERY;
    private long bytes;
    private int depth;
    private int line = 1;

    public Evaluation(Environment environment, Limits limits) {
        this.environment = environment;
        this.limits = limits;
    }

    public void step(long count) {
        steps += count;
        if (steps > nextLook) {
            look();
        }
    }

    /** How long it has taken, as far as it was looked at. */
    public long nanos() {
        return begin == 0 ? 0 : System.nanoTime() - begin;
    }

    private void look() {
        if (steps > limits.steps()) {
            throw PythonError.of("TimeoutError", "the code takes more than %,d steps".formatted(limits.steps()));
        }
        long now = System.nanoTime();
        begin = begin == 0 ? now : begin;
        if (now - begin > limits.time().toNanos()) {
            throw PythonError.of(
                    "TimeoutError",
                    "the code takes more than %d ms".formatted(limits.time().toMillis()));
        }
        if (Thread.currentThread().isInterrupted()) {
            throw PythonError.of("TimeoutError", "the code was broken off");
        }
        nextLook = Math.min(steps + CLOCK_EVERY, limits.steps());
    }

    /** Before something of that size is made. */
    public void allocate(long size) {
        bytes += size;
        step(size >> 6);
        if (bytes > limits.bytes()) {
            throw PythonError.memory("the code makes more than %,d bytes".formatted(limits.bytes()));
        }
    }

    /** Before a text of that many UTF-16 units is made. */
    void allocateText(long length) {
        if (length > MAX_LENGTH) {
            throw PythonError.memory("a text may have %,d characters at most".formatted(MAX_LENGTH));
        }
        allocate(24 + 2 * length);
    }

    /** Before a list, tuple or dict with that many items is made. */
    public void allocateItems(long count) {
        if (count > MAX_LENGTH) {
            throw PythonError.memory("a list may have %,d items at most".formatted(MAX_LENGTH));
        }
        allocate(32 + 16 * count);
        step(count);
    }

    /** A text that was just made; its size is bounded by what went into it. */
    public String made(String text) {
        allocateText(text.length());
        return text;
    }

    PyList list(Collection<?> items) {
        allocateItems(items.size());
        return new PyList(java.util.List.copyOf(items));
    }

    public void enter(int levels) {
        depth += levels;
        if (depth > limits.depth()) {
            throw PythonError.of("RecursionError", "maximum recursion depth exceeded");
        }
        step(1);
    }

    public void leave(int levels) {
        depth -= levels;
    }

    /** How many steps it has taken so far. */
    public long steps() {
        return steps;
    }

    public int line() {
        return line;
    }

    public void at(int newLine) {
        line = newLine;
    }

    public ZoneId zone() {
        return environment.zone();
    }

    public PyDateTime now() {
        return PyDateTime.of(environment.now(), environment.zone());
    }

    /** A field's value as Python sees it; None if it is unset. */
    public Object field(int index) {
        @Nullable FieldValue value;
        try {
            value = environment.field(index);
        } catch (UnreadableFieldException e) {
            throw PythonError.value(String.valueOf(e.getMessage()));
        }
        return value == null ? PyNone.NONE : FieldObjects.of(value, environment.zone());
    }
}
