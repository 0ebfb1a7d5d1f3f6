package campaignflows.platform.messaging;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * Measures how much waits in the outbox and for how long, and whether each shard drains, every few seconds, on a thread and a
 * connection of its own. It is the database that is asked, so that every replica sees what the holder of a shard leaves undone.
 */
final class OutboxGauges implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(OutboxGauges.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration CLOSE = Duration.ofMillis(500);

    private final ConnectionSource connections;
    private final Bell wake = new Bell();
    private final Thread thread;
    private volatile boolean closing;
    private volatile double rows;
    private volatile double oldestSeconds;
    private volatile Map<Integer, Head> heads = Map.of();

    /** The oldest row of a shard, and since when it has been that. */
    private record Head(long id, long since) {}

    OutboxGauges(ConnectionSource connections, MeterRegistry meters) {
        this.connections = connections;
        thread = Thread.ofPlatform().name("outbox-gauges").daemon().unstarted(this::run);
        Gauge.builder("campaignflows.outbox.rows", this, gauges -> gauges.rows)
                .description("Rows that wait to be published, 100000 at most")
                .register(meters);
        Gauge.builder("campaignflows.outbox.oldest.seconds", this, gauges -> gauges.oldestSeconds)
                .description("Age of the oldest row that waits to be published")
                .register(meters);
    }

    void start() {
        thread.start();
    }

    /** The shards whose oldest row has been the same for at least this time. */
    List<Standstill> standingStill(Duration limit) {
        long now = System.nanoTime();
        return heads.entrySet().stream()
                .map(head -> new Standstill(
                        "outbox shard=%d id=%d"
                                .formatted(head.getKey(), head.getValue().id()),
                        Duration.ofNanos(now - head.getValue().since())))
                .filter(standstill -> standstill.since().compareTo(limit) >= 0)
                .toList();
    }

    private void run() {
        while (!closing) {
            try (Connection connection = connections.open()) {
                while (!closing) {
                    measure(connection);
                    wake.await(EVERY);
                }
            } catch (SQLException | RuntimeException | VirtualMachineError | LinkageError e) {
                // Nothing is known any more; that the database is away, its own check tells.
                heads = Map.of();
                LOG.debugf(e, "outbox not measured");
                try {
                    wake.await(EVERY);
                } catch (InterruptedException stop) {
                    return;
                }
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    private void measure(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select count(*), coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)
                          from (select created_at from outbox limit 100000) as waiting
                        """)) {
            row.next();
            rows = row.getDouble(1);
            oldestSeconds = row.getDouble(2);
        }
        measureHeads(connection);
    }

    private void measureHeads(Connection connection) throws SQLException {
        Map<Integer, Head> before = heads;
        Map<Integer, Head> now = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select s, (select min(id) from outbox where shard = s)
                  from generate_series(0, ?) as s
                """)) {
            select.setInt(1, Shards.COUNT - 1);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long id = row.getLong(2);
                    if (!row.wasNull()) {
                        Head known = before.get(row.getInt(1));
                        now.put(
                                row.getInt(1),
                                known != null && known.id() == id ? known : new Head(id, System.nanoTime()));
                    }
                }
            }
        }
        heads = now;
    }

    @Override
    public void close() {
        closing = true;
        wake.ring();
        Threads.join(thread, CLOSE);
    }
}
