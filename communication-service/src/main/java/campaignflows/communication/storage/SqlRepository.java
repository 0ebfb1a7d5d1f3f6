package campaignflows.communication.storage;

import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What all repositories share: reading columns as the types of this service, and binding batches as arrays. */
public abstract class SqlRepository {
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    protected static UUID uuid(ResultSet row, String column) throws SQLException {
        return required(uuidOrNull(row, column), column);
    }

    protected static @Nullable UUID uuidOrNull(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    protected static String text(ResultSet row, String column) throws SQLException {
        return required(row.getString(column), column);
    }

    protected static Instant instant(ResultSet row, String column) throws SQLException {
        return required(instantOrNull(row, column), column);
    }

    protected static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    protected static <E extends Enum<E>> E constant(ResultSet row, String column, Class<E> type) throws SQLException {
        return Enum.valueOf(type, text(row, column).toUpperCase(Locale.ROOT));
    }

    protected static Map<String, String> texts(ResultSet row, String column) throws SQLException {
        return Columns.json(text(row, column), TEXTS);
    }

    /** One column of a batch, to be bound as an array. */
    protected static <R, T> T[] column(List<R> rows, Function<R, @Nullable T> value, IntFunction<T[]> array) {
        return rows.stream().map(value).toArray(array);
    }

    private static <T> T required(@Nullable T value, String column) {
        if (value == null) {
            throw new IllegalStateException("Expected a value in the column " + column + ", but it is null");
        }
        return value;
    }
}
