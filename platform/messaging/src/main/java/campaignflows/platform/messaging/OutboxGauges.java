package campaignflows.platform.messaging;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Measures how much waits in the outbox and for how long, every few seconds, on a thread and a connection of its own. */
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

    private void run() {
        while (!closing) {
            try (Connection connection = connections.open()) {
                while (!closing) {
                    measure(connection);
                    wake.await(EVERY);
                }
            } catch (SQLException e) {
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
    }

    @Override
    public void close() {
        closing = true;
        wake.ring();
        Threads.join(thread, CLOSE);
    }
}
