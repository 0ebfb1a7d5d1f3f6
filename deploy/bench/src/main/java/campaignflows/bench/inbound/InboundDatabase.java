package campaignflows.bench.inbound;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.UUID;

/** What contacts have said, looked at from outside. */
final class InboundDatabase implements AutoCloseable {
    private final Connection connection;

    InboundDatabase(String server, String password) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", "postgres");
        login.setProperty("password", password);
        login.setProperty("ApplicationName", "bench");
        connection = DriverManager.getConnection("jdbc:postgresql://" + server + "/communication", login);
    }

    /** How many open conversations the channel has. */
    long conversations(UUID channel) {
        return number("""
                select count(*) from communications
                 where channel_id = ? and status in ('delivered', 'replied')
                """, channel);
    }

    /** How many messages of contacts have come to the channel's tenant that nobody has carried on yet. */
    long open(UUID channel) {
        return number("""
                select count(*) from inbound_messages
                 where tenant_id = (select tenant_id from channels where id = ?) and state in ('received', 'incoming')
                """, channel);
    }

    /** How many of a contact's messages stand in the conversations of the channel. */
    long said(UUID channel) {
        return number("""
                select count(*) from messages join communications using (session_id)
                 where channel_id = ? and sender = 'contact'
                """, channel);
    }

    /** How many of a contact's messages stand in the session. */
    long saidIn(UUID session) {
        return number("select count(*) from messages where session_id = ? and sender = 'contact'", session);
    }

    /** Has all dirty pages written and statistics made, so that what is measured next pays for its own only. */
    void settle() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("vacuum analyze communications, messages, inbound_messages");
            statement.execute("checkpoint");
        }
    }

    private long number(String sql, UUID id) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
