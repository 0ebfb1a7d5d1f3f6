package campaignflows.e2e.alert;

import campaignflows.e2e.system.LocalSystem;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The database of one service, as its owner or as the server's administrator. */
record ServiceDatabase(LocalSystem system, String name) {

    /** As the owner. */
    void execute(String sql) {
        executeAs(name, "database-password-" + name, sql);
    }

    /** As the administrator. */
    void administer(String sql) {
        executeAs("postgres", "postgres-password", sql);
    }

    private void executeAs(String user, String secret, String sql) {
        try (Connection connection = connect(user, secret);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("Could not execute: " + sql, e);
        }
    }

    /** The number that a query asks for. */
    long number(String sql) {
        try (Connection connection = connect(name, "database-password-" + name);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException("Could not execute: " + sql, e);
        }
    }

    /** A transaction of the owner's that has executed this, and is open until it is closed. */
    Connection openTransaction(String sql) {
        try {
            Connection connection = connect(name, "database-password-" + name);
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException("Could not execute: " + sql, e);
        }
    }

    /** Nobody signs in as the owner any more, and those who did are thrown out, as when the server is away for this service alone. */
    void shut() {
        administer("alter role " + name + " nologin");
        administer("select pg_terminate_backend(pid) from pg_stat_activity where usename = '" + name + "'");
    }

    /** Ends the sessions that others wait for, and returns how many these were. */
    long endBlockers() {
        return number("""
                select count(pg_terminate_backend(blocker))
                  from (select distinct unnest(pg_blocking_pids(pid)) as blocker from pg_stat_activity
                         where cardinality(pg_blocking_pids(pid)) > 0 and datname = current_database()) as blockers
                 where blocker not in (select pid from pg_stat_activity where cardinality(pg_blocking_pids(pid)) > 0)""");
    }

    void open() {
        administer("alter role " + name + " login");
    }

    private Connection connect(String user, String secret) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + system.endpoint("postgres").getAuthority() + "/" + name,
                user,
                system.secret(secret));
    }
}
