package campaignflows.platform.database;

import campaignflows.platform.contracts.Json;
import campaignflows.platform.values.WireName;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A row of a result, read by the names of its columns. A reader of a value refuses null; {@link #orNull} allows it. JSON is to be
 * selected as text ({@code column::text}), which keeps the digits of numbers.
 */
public final class Row {

    private final io.vertx.mutiny.sqlclient.Row row;

    Row(io.vertx.mutiny.sqlclient.Row row) {
        this.row = row;
    }

    /** {@code row.orNull("ended_at", Row::instant)}. */
    public <T> @Nullable T orNull(String column, BiFunction<Row, String, T> read) {
        return row.getValue(column) == null ? null : read.apply(this, column);
    }

    public UUID uuid(String column) {
        return required(column, row.getUUID(column));
    }

    public String text(String column) {
        return required(column, row.getString(column));
    }

    public int integer(String column) {
        return required(column, row.getInteger(column));
    }

    public long bigint(String column) {
        return required(column, row.getLong(column));
    }

    public double real(String column) {
        return required(column, row.getDouble(column));
    }

    public boolean bool(String column) {
        return required(column, row.getBoolean(column));
    }

    public BigDecimal decimal(String column) {
        return required(column, row.getBigDecimal(column));
    }

    public Instant instant(String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return required(column, time).toInstant();
    }

    public LocalDate date(String column) {
        return required(column, row.getLocalDate(column));
    }

    public byte[] bytes(String column) {
        io.vertx.mutiny.core.buffer.Buffer buffer = row.getBuffer(column);
        return required(column, buffer).getBytes();
    }

    public List<UUID> uuids(String column) {
        return List.copyOf(Arrays.asList(required(column, row.getArrayOfUUIDs(column))));
    }

    public List<String> texts(String column) {
        return List.copyOf(Arrays.asList(required(column, row.getArrayOfStrings(column))));
    }

    /** An array of texts of which some may be null. */
    public List<@Nullable String> nullableTexts(String column) {
        return Collections.unmodifiableList(Arrays.asList(required(column, row.getArrayOfStrings(column))));
    }

    /** A constant that was bound as such: by its name in small letters. */
    public <E extends Enum<E>> E constant(String column, Class<E> type) {
        return WireName.constant(type, text(column));
    }

    public <T> T json(String column, Class<T> type) {
        try {
            return required(column, Json.mapper().readValue(text(column), type));
        } catch (JsonProcessingException e) {
            throw unreadable(column, e);
        }
    }

    public <T> T json(String column, TypeReference<T> type) {
        try {
            return required(column, Json.mapper().readValue(text(column), type));
        } catch (JsonProcessingException e) {
            throw unreadable(column, e);
        }
    }

    /** Its own text would quote what is stored. */
    private static IllegalStateException unreadable(String column, JsonProcessingException e) {
        return new IllegalStateException("Expected readable JSON in column " + column + ", but it is not: "
                + e.getClass().getSimpleName());
    }

    private static <T> T required(String column, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("Expected a value in column " + column + ", but it is null");
        }
        return value;
    }
}
