package campaignflows.platform.expression.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code sorted} and {@code list.sort}: a stable merge sort that asks only whether one value is less than another. */
final class Sorting {
    private Sorting() {}

    private record Keyed(Object key, Object value) {}

    /** @param items a list that may be changed */
    static List<Object> sorted(Evaluation run, List<Object> items, Arguments arguments, String function) {
        arguments.onlyNames(function, "key", "reverse");
        @Nullable Object key = arguments.named("key");
        @Nullable Object reverse = arguments.named("reverse");
        run.allocateItems(3L * items.size());
        List<Keyed> keyed = new ArrayList<>(items.size());
        for (Object item : items) {
            keyed.add(new Keyed(
                    key == null || key == PyNone.NONE ? item : Calls.call(run, key, Arguments.of(item)), item));
        }
        boolean descending = reverse != null && Types.isTrue(reverse);
        Keyed[] sorted = keyed.toArray(new Keyed[0]);
        sort(run, sorted, keyed.toArray(new Keyed[0]), 0, sorted.length, descending);
        List<Object> out = new ArrayList<>(sorted.length);
        for (Keyed item : sorted) {
            out.add(item.value());
        }
        return out;
    }

    private static void sort(Evaluation run, Keyed[] to, Keyed[] from, int begin, int end, boolean descending) {
        if (end - begin < 2) {
            return;
        }
        int middle = (begin + end) >>> 1;
        sort(run, from, to, begin, middle, descending);
        sort(run, from, to, middle, end, descending);
        int left = begin;
        int right = middle;
        for (int i = begin; i < end; i++) {
            run.step(1);
            boolean takeRight = left >= middle
                    || (right < end
                            && (descending
                                    ? Comparison.less(run, from[left].key(), from[right].key())
                                    : Comparison.less(run, from[right].key(), from[left].key())));
            to[i] = takeRight ? from[right++] : from[left++];
        }
    }
}
