package campaignflows.bench.send;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.UUID;

/** The database of what is planned and sent, looked at from outside. */
final class CommunicationDatabase implements AutoCloseable {
    private final Connection connection;

    CommunicationDatabase(String server, String password) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", "postgres");
        login.setProperty("password", password);
        login.setProperty("ApplicationName", "bench");
        connection = DriverManager.getConnection("jdbc:postgresql://" + server + "/communication", login);
    }

    long count(UUID campaign, String status) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from communications where campaign_id = '"
                        + campaign + "' and status = '" + status + "'")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** So many of what waits for another year are due now, all at once. */
    void makeDue(UUID campaign, int count) throws SQLException {
        execute(
                "update communications set due_at = now(), scheduled_at = now() where id in (select id from communications"
                        + " where campaign_id = '" + campaign + "' and status = 'planned' order by id limit " + count
                        + ")");
    }

    /** Has all dirty pages written and statistics made, so that what is measured next pays for its own only. */
    void settle() throws SQLException {
        execute("vacuum analyze communications");
        execute("checkpoint");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
