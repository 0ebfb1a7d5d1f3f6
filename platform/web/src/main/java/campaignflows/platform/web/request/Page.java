package campaignflows.platform.web.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, in the form of every list of the API. What is null is left out.
 *
 * @param nextCursor where the next page begins; null on the last
 * @param total how many there are in all, where the list counts
 * @param totalIsLowerBound true if there are more than {@code total}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page<T>(
        List<T> items,
        @Nullable String nextCursor,
        @Nullable Long total,
        @Nullable Boolean totalIsLowerBound) {
    public Page {
        items = List.copyOf(items);
    }

    /** A page without a count. */
    public static <T> Page<T> of(List<T> items, @Nullable String nextCursor) {
        return new Page<>(items, nextCursor, null, null);
    }

    /**
     * The page from a query that asked for {@code limit + 1} rows.
     *
     * @param cursor makes the cursor that continues after an item
     */
    public static <T> Page<T> ofOneMore(List<T> rows, int limit, Function<T, String> cursor) {
        if (rows.size() <= limit) {
            return of(rows, null);
        }
        List<T> items = rows.subList(0, limit);
        return of(items, cursor.apply(items.getLast()));
    }

    /** The same page with an exact count. */
    public Page<T> withTotal(long exact) {
        return new Page<>(items, nextCursor, exact, null);
    }

    /** The same page with a count that was given up at {@code bound}. */
    public Page<T> withTotalAtLeast(long bound) {
        return new Page<>(items, nextCursor, bound, true);
    }

    public <R> Page<R> map(Function<T, R> function) {
        return new Page<>(items.stream().map(function).toList(), nextCursor, total, totalIsLowerBound);
    }
}
