package campaignflows.local.partition;

import campaignflows.local.StartException;
import campaignflows.local.postgres.PostgresAddress;
import campaignflows.platform.contracts.OutboxRelays;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * One service's database, by one connection: what its consumers have read, and the locks by which its relays publish. The locks end
 * with the connection, so that the relays go on whatever becomes of this process.
 */
final class ServiceDatabase implements AutoCloseable {
    private static final Duration TO_TAKE_A_LOCK = Duration.ofSeconds(20);
    private static final String HOLDERS =
            "pg_locks where locktype = 'advisory' and granted and objsubid = 2 and classid = ?::bigint::oid"
                    + " and database = (select oid from pg_database where datname = current_database())";

    private final String service;
    private final Connection connection;

    /**
     * Where a consumer goes on reading one partition.
     *
     * @param position the offset of the next record
     */
    record Position(String consumer, String topic, int partition, long position) {}

    private ServiceDatabase(String service, Connection connection) {
        this.service = service;
        this.connection = connection;
    }

    /** @throws StartException if it cannot be reached */
    static ServiceDatabase open(String service, PostgresAddress address) {
        Properties properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "30");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("options", "-c statement_timeout=15000");
        properties.setProperty("ApplicationName", "deploy/partitions");
        try {
            return new ServiceDatabase(
                    service, DriverManager.getConnection(address.jdbcUrl(address.database()), properties));
        } catch (SQLException e) {
            throw failed("open", service, e);
        }
    }

    String service() {
        return service;
    }

    /** Where this service's consumers are, in all topics. */
    List<Position> positions() {
        try (PreparedStatement statement = connection.prepareStatement(
                        "select consumer, topic, partition, position from consumer_positions");
                ResultSet rows = statement.executeQuery()) {
            List<Position> positions = new ArrayList<>();
            while (rows.next()) {
                positions.add(new Position(rows.getString(1), rows.getString(2), rows.getInt(3), rows.getLong(4)));
            }
            return positions;
        } catch (SQLException e) {
            throw failed("read the positions of", service, e);
        }
    }

    /**
     * Takes the lock of a shard of the outbox from the relay that holds it, whose connection is ended for that. Until this is closed,
     * no relay publishes the shard.
     */
    void takeLock(int shard) throws InterruptedException {
        long until = System.nanoTime() + TO_TAKE_A_LOCK.toNanos();
        try {
            endHolder(shard);
            while (!tryLock(shard)) {
                if (System.nanoTime() > until) {
                    throw new StartException("A relay of the " + service
                            + " database keeps its lock: has its user the right to end the services' connections?");
                }
                TimeUnit.MILLISECONDS.sleep(20);
                endHolder(shard);
            }
        } catch (SQLException e) {
            throw failed("take the locks of the relays of", service, e);
        }
    }

    /** Whether this still holds the locks of all shards. */
    boolean holdsLocks() {
        try (PreparedStatement statement =
                connection.prepareStatement("select count(*) from " + HOLDERS + " and pid = pg_backend_pid()")) {
            statement.setLong(1, OutboxRelays.LOCK_SPACE);
            return number(statement) == OutboxRelays.SHARDS;
        } catch (SQLException e) {
            return false;
        }
    }

    private void endHolder(int shard) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select count(pg_terminate_backend(pid)) from "
                + HOLDERS + " and objid = ?::bigint::oid and pid <> pg_backend_pid()")) {
            statement.setLong(1, OutboxRelays.LOCK_SPACE);
            statement.setLong(2, shard);
            number(statement);
        }
    }

    private boolean tryLock(int shard) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select pg_try_advisory_lock(?, ?)::int")) {
            statement.setInt(1, OutboxRelays.LOCK_SPACE);
            statement.setInt(2, shard);
            return number(statement) == 1;
        }
    }

    private static long number(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static StartException failed(String what, String service, SQLException e) {
        return new StartException("Could not " + what + " the " + service + " database: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // PostgreSQL ends it, and its locks, when this process ends.
        }
    }
}
