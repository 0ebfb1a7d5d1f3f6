package campaignflows.communication.storage;

import campaignflows.platform.database.Columns;
import campaignflows.platform.database.Row;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What repositories of sets of rows share: texts kept as JSON, and batches bound as one array for each column. */
public abstract class SqlRepository {
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    /** An object of texts in a column of JSON, which is selected as text. */
    protected static Map<String, String> texts(Row row, String column) {
        return row.json(column, TEXTS);
    }

    /** One column of a batch, to be bound as an array. */
    protected static <R, T> @Nullable T[] column(List<R> rows, Function<R, @Nullable T> value, IntFunction<T[]> array) {
        return Columns.of(rows, array, value);
    }
}
