package campaignflows.platform.database;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Columns of rows, for statements that take many rows at once by {@code unnest}. */
public final class Columns {
    private Columns() {}

    /** One value of each row, in the order of the rows. */
    public static <R, T> @Nullable T[] of(List<R> rows, IntFunction<T[]> array, Function<R, @Nullable T> value) {
        @Nullable T[] column = array.apply(rows.size());
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(rows.get(i));
        }
        return column;
    }
}
