package campaignflows.local.postgres;

import campaignflows.local.StartException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The services' databases on one server: each has a role of the same name that owns it and nothing else, and only that
 * role may connect. Whatever is there already stays.
 */
public final class Databases {
    /** The services that keep something; the engine does not. */
    public static final List<String> NAMES = List.of("campaign", "participant", "upload", "communication", "gateway");

    private final PostgresAddress server;
    private final UnaryOperator<String> passwordOf;
    private final Consumer<String> say;

    /** @param passwordOf the password of a database's role */
    public Databases(PostgresAddress server, UnaryOperator<String> passwordOf, Consumer<String> say) {
        this.server = server;
        this.passwordOf = passwordOf;
        this.say = say;
    }

    /** Whether the server takes connections of its administrator now. */
    public boolean isUp() {
        try (Connection connection = connect()) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Waits for a server that is not run by the launcher. */
    public void awaitUp(Duration limit) throws InterruptedException {
        Instant deadline = Instant.now().plus(limit);
        while (true) {
            try (Connection connection = connect()) {
                if (connection.isValid(2)) {
                    return;
                }
            } catch (SQLException e) {
                if (Instant.now().isAfter(deadline)) {
                    throw new StartException("Cannot use the PostgreSQL server " + server + " as the user "
                            + server.user() + ": " + e.getMessage());
                }
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** On a server of our own only the administrator may use the databases that come with it. */
    public void closeOthers() {
        try (Connection connection = connect()) {
            execute(connection, "revoke all on database postgres from public");
            execute(connection, "revoke all on database template1 from public");
        } catch (SQLException e) {
            throw new StartException("Could not close the databases of " + server + ": " + e.getMessage(), e);
        }
    }

    /** Creates what is missing. */
    public void create() {
        try (Connection connection = connect()) {
            for (String name : NAMES) {
                createRole(connection, name);
                createDatabase(connection, name);
            }
        } catch (SQLException e) {
            throw new StartException(
                    "Could not make the databases on the PostgreSQL server " + server + ": " + e.getMessage(), e);
        }
    }

    private void createRole(Connection connection, String name) throws SQLException {
        String password = passwordOf.apply(name);
        if (!exists(connection, "select 1 from pg_roles where rolname = ?", name)) {
            execute(connection, "create role " + name + " login password '" + password + "'");
        } else if (!exists(connection, "select 1 from pg_database where datname = ?", name)
                || !signsIn(name, password)) {
            say.accept("The role " + name + " on " + server + " had another password and gets this data folder's");
            execute(connection, "alter role " + name + " login password '" + password + "'");
        }
    }

    private void createDatabase(Connection connection, String name) throws SQLException {
        if (!exists(connection, "select 1 from pg_database where datname = ?", name)) {
            // An administrator who is no superuser may give a database only to a role that it belongs to.
            execute(connection, "grant " + name + " to current_user");
            execute(connection, "create database " + name + " owner " + name);
        }
        execute(connection, "revoke all on database " + name + " from public");
    }

    private boolean signsIn(String name, String password) {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(name), name, password)) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", server.user());
        properties.setProperty("password", server.password());
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("ApplicationName", "deploy/up");
        return DriverManager.getConnection(server.jdbcUrl(server.database()), properties);
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
