package campaignflows.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.UUID;

/**
 * What the database itself needs for the same rows: server-side COPY, as durable as the system's own commits, of the rows
 * that an import has made, their keys with them, into new tables of the same definition with all their indexes, in the same
 * server. Nothing that keeps these rows in these tables can be faster.
 */
final class Floor implements AutoCloseable {
    private static final String[] TABLES = {"customers", "participants"};

    private final Connection connection;
    private final Path folder;

    /**
     * @param server {@code host:port}
     * @param folder where the server may write files
     */
    Floor(String server, String password, Path folder) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "postgres");
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "bench");
        this.connection = DriverManager.getConnection("jdbc:postgresql://" + server + "/participant", properties);
        this.folder = folder;
    }

    /**
     * One measurement.
     *
     * @param rows of the table of participants
     * @param bare seconds into a table without any index but one, beside it
     */
    record Measured(long rows, double seconds, double bare) {
        double rowsPerSecond() {
            return rows / seconds;
        }

        double bareRowsPerSecond() {
            return rows / bare;
        }
    }

    /** Has all dirty pages written, so that what is measured next pays for its own only. */
    void settle() throws SQLException {
        execute("checkpoint");
    }

    /** Writes a campaign's rows to files of the server. */
    void unload(UUID campaign) throws SQLException {
        String participants = "select * from participants where campaign_id = '" + campaign + "'";
        execute("copy (select c.* from customers c where id in (select customer_id from (" + participants
                + ") as p) order by id) to '" + file("customers") + "'");
        execute("copy (" + participants + " order by id) to '" + file("participants") + "'");
    }

    /** Loads what was unloaded into new tables, which are dropped afterwards. */
    Measured load() throws SQLException {
        execute("drop schema if exists bench_floor cascade");
        execute("create schema bench_floor");
        for (String table : TABLES) {
            execute("create table bench_floor." + table + " (like public." + table + " including all)");
        }
        execute("create table bench_floor.bare (like public.participants)");
        execute("alter table bench_floor.bare add primary key (id)");
        settle();
        double seconds = 0;
        for (String table : TABLES) {
            seconds += timed("copy bench_floor." + table + " from '" + file(table) + "'");
        }
        settle();
        double bare = timed("copy bench_floor.bare from '" + file("participants") + "'");
        long rows = count("select count(*) from bench_floor.participants");
        execute("drop schema bench_floor cascade");
        settle();
        return new Measured(rows, seconds, bare);
    }

    /** The settings that a reader has to know to believe the numbers, as text. */
    String settings() throws SQLException {
        StringBuilder text = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select name, current_setting(name) from pg_settings where name in ('server_version', 'fsync',
                               'synchronous_commit', 'full_page_writes', 'wal_compression', 'shared_buffers', 'max_wal_size')
                         order by name""")) {
            while (rows.next()) {
                text.append(text.isEmpty() ? "" : ", ")
                        .append(rows.getString(1))
                        .append(' ')
                        .append(rows.getString(2));
            }
        }
        return text.toString();
    }

    /** Definitions of the indexes that count. */
    int indexes() throws SQLException {
        return (int)
                count(
                        "select count(*) from pg_indexes where schemaname = 'public' and tablename in ('customers', 'participants')");
    }

    private String file(String table) {
        return folder.resolve(table + ".copy").toString().replace("'", "''");
    }

    private double timed(String sql) throws SQLException {
        long since = System.nanoTime();
        execute(sql);
        return (System.nanoTime() - since) / 1e9;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long count(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
