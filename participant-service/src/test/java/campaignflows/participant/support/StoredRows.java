package campaignflows.participant.support;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is in the database, seen past the service: by JDBC. Parameters are question marks. */
@Singleton
public class StoredRows {
    private final AgroalDataSource database;

    StoredRows(AgroalDataSource database) {
        this.database = database;
    }

    /** How a row is read. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    public long count(String sql, @Nullable Object... arguments) {
        return rows(row -> row.getLong(1), sql, arguments).getFirst();
    }

    public List<String> texts(String sql, @Nullable Object... arguments) {
        return rows(row -> row.getString(1), sql, arguments);
    }

    public <T> List<T> rows(Reader<T> reader, String sql, @Nullable Object... arguments) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = prepared(connection, sql, arguments);
                ResultSet found = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            while (found.next()) {
                rows.add(reader.read(found));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public void execute(String sql, @Nullable Object... arguments) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = prepared(connection, sql, arguments)) {
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, @Nullable Object[] arguments)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }

    /** Runs the work while each transaction that writes messages dies before its commit. */
    public void whileTransactionsDie(Runnable work) {
        execute("create function die() returns trigger language plpgsql as $$ begin raise 'killed'; end $$");
        execute("create trigger die before insert on outbox for each row execute function die()");
        try {
            work.run();
        } finally {
            execute("drop trigger die on outbox");
            execute("drop function die");
        }
    }
}
