package campaignflows.gateway.database;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The gateway's database as tests read it, by a connection of their own. */
@Singleton
public class GatewayTables {
    private final String url;
    private final String user;
    private final String password;

    GatewayTables(
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    public Connection open() {
        try {
            return DriverManager.getConnection(url, user, password);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The rows, each with its columns as text, joined by a bar. */
    public List<String> rows(String sql, Object... parameters) {
        try (Connection connection = open();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return rows(statement.executeQuery());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a statement, in a transaction of its own. */
    public void execute(String sql) {
        try (Connection connection = open();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Holds the tenant's row locked until the connection is closed. */
    public Connection lockTenant(UUID tenant) {
        Connection connection = open();
        try {
            connection.setAutoCommit(false);
            try (PreparedStatement statement =
                    connection.prepareStatement("select 1 from tenants where id = ? for update")) {
                statement.setObject(1, tenant);
                statement.executeQuery();
            }
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many sessions wait for a lock. */
    public int waiting() {
        return Integer.parseInt(
                rows("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")
                        .getFirst());
    }

    private static List<String> rows(ResultSet result) throws SQLException {
        List<String> rows = new ArrayList<>();
        while (result.next()) {
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                columns.add(String.valueOf(result.getString(i)));
            }
            rows.add(String.join("|", columns));
        }
        return rows;
    }
}
