package campaignflows.participant.copy;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Adds rows by COPY: PostgreSQL neither plans nor parses anything, and puts rows into a page together. What is refused (by a
 * unique index, for instance) fails as an insert would. Rows are sent on as they are made, so memory is bounded whatever
 * their number.
 */
public final class CopyRepository {
    private static final int SEND_BYTES = 64 * 1024;

    private CopyRepository() {}

    /**
     * Adds a row for each of the elements, in their order. Columns that are not named take their defaults.
     *
     * @throws CopyFailedException if PostgreSQL refuses them
     */
    public static <T> void add(
            Handle transaction,
            String table,
            List<String> columns,
            Collection<T> elements,
            BiConsumer<CopyRow, T> values) {
        try {
            CopyIn copy = transaction
                    .getConnection()
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + table + " (" + String.join(", ", columns) + ") from stdin (format binary)");
            try {
                send(copy, columns.size(), elements, values);
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        } catch (SQLException e) {
            throw new CopyFailedException(table, e);
        }
    }

    private static <T> void send(CopyIn copy, int columns, Collection<T> elements, BiConsumer<CopyRow, T> values)
            throws SQLException {
        CopyRow row = new CopyRow();
        for (T element : elements) {
            row.begin(columns);
            values.accept(row, element);
            if (row.values() != columns) {
                throw new IllegalStateException(
                        "Expected " + columns + " values in a row, but there are " + row.values());
            }
            if (row.size() >= SEND_BYTES) {
                flush(copy, row);
            }
        }
        row.endAll();
        flush(copy, row);
        copy.endCopy();
    }

    private static void flush(CopyIn copy, CopyRow row) throws SQLException {
        copy.writeToCopy(row.bytes(), 0, row.size());
        row.clear();
    }
}
