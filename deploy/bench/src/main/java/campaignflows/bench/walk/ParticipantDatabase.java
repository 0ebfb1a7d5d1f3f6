package campaignflows.bench.walk;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.UUID;

/** The database that walks are committed to, looked at from outside. */
final class ParticipantDatabase implements AutoCloseable {
    private final String url;
    private final Properties login = new Properties();
    private final Connection connection;

    ParticipantDatabase(String server, String password) throws SQLException {
        url = "jdbc:postgresql://" + server + "/participant";
        login.setProperty("user", "postgres");
        login.setProperty("password", password);
        login.setProperty("ApplicationName", "bench");
        connection = open();
    }

    /** Another connection, for a loop of a floor. */
    Connection open() throws SQLException {
        return DriverManager.getConnection(url, login);
    }

    BenchParticipants participants(UUID campaign) throws SQLException {
        BenchParticipants all = new BenchParticipants(
                (int) count("select count(*) from participants where campaign_id = '" + campaign + "'"));
        connection.setAutoCommit(false);
        try (PreparedStatement select = connection.prepareStatement(
                "select id, customer_id from participants where campaign_id = ? order by id")) {
            select.setFetchSize(10_000);
            select.setObject(1, campaign);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    all.add(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class));
                }
            }
        } finally {
            connection.setAutoCommit(true);
        }
        return all;
    }

    /** Whether everything before these offsets is walked and what came of it is on its topics. */
    boolean isDone(Broker.Ends goal) throws SQLException {
        return isWalked(goal) && count("select count(*) from outbox") == 0;
    }

    private boolean isWalked(Broker.Ends goal) throws SQLException {
        long[] positions = new long[Broker.PARTITIONS];
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select partition, position from consumer_positions where consumer = 'flow-engine'")) {
            while (rows.next()) {
                positions[rows.getInt(1)] = rows.getLong(2);
            }
        }
        for (int partition = 0; partition < positions.length; partition++) {
            if (positions[partition] < goal.of(partition)) {
                return false;
            }
        }
        return true;
    }

    /** Has all dirty pages written, so that what is measured next pays for its own only. */
    void settle() throws SQLException {
        execute("checkpoint");
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private long count(String sql) throws SQLException {
        return Long.parseLong(text(sql));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
