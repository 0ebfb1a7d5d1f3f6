package campaignflows.platform.database;

import campaignflows.platform.messaging.BackgroundLoop;
import campaignflows.platform.messaging.Shards;
import campaignflows.platform.messaging.Stall;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Measures how much waits in the outbox and for how long, and whether each shard drains, every few seconds, on a thread and a
 * connection of its own. It is the database that is asked, so that every replica sees what the holder of a shard leaves undone.
 */
final class OutboxGauges implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(OutboxGauges.class);
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final DirectConnections connections;
    private final BackgroundLoop loop = new BackgroundLoop("outbox-gauges", this::measureUntilClosed);
    private volatile double rows;
    private volatile double oldestSeconds;
    private volatile Map<Integer, Head> heads = Map.of();
    private volatile long lastMove = System.nanoTime();

    /** The oldest row of a shard, and since when it has been that. */
    private record Head(long id, long since) {}

    private record Oldest(int shard, @Nullable Long id) {}

    private record Waiting(double rows, double oldestSeconds) {}

    OutboxGauges(DirectConnections connections, MeterRegistry meters) {
        this.connections = connections;
        Gauge.builder("campaignflows.outbox.rows", this, gauges -> gauges.rows)
                .description("Rows that wait to be published, 100000 at most")
                .register(meters);
        Gauge.builder("campaignflows.outbox.oldest.seconds", this, gauges -> gauges.oldestSeconds)
                .description("Age of the oldest row that waits to be published")
                .register(meters);
    }

    void start() {
        loop.start();
    }

    /** The shards whose oldest row has been the same for at least this time. */
    List<Stall> stalled(Duration limit) {
        long now = System.nanoTime();
        return heads.entrySet().stream()
                .map(head -> new Stall(
                        "outbox shard=%d id=%d"
                                .formatted(head.getKey(), head.getValue().id()),
                        Duration.ofNanos(now - head.getValue().since()),
                        "",
                        lastMove - head.getValue().since() > 0))
                .filter(stall -> stall.since().compareTo(limit) >= 0)
                .toList();
    }

    private void measureUntilClosed(BackgroundLoop running) throws InterruptedException {
        try (DirectConnection connection = connections.open("outbox-gauges")) {
            while (!running.isClosing()) {
                measure(connection);
                Map<Integer, Head> before = heads;
                heads = heads(connection, before);
                if (before.entrySet().stream().anyMatch(head -> !head.getValue().equals(heads.get(head.getKey())))) {
                    lastMove = System.nanoTime();
                }
                running.await(EVERY);
            }
        } catch (RuntimeException e) {
            // Nothing is known any more; that the database is down is reported by its own check.
            heads = Map.of();
            LOG.debugf(e, "outbox not measured");
            running.await(EVERY);
        }
    }

    private void measure(DirectConnection connection) {
        Waiting waiting = connection
                .query("""
                        select cast(count(*) as double precision) as rows,
                               cast(coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0) as double precision) as oldest
                          from (select created_at from outbox limit 100000) as waiting
                        """)
                .one(row -> new Waiting(row.real("rows"), row.real("oldest")))
                .orElseThrow();
        rows = waiting.rows();
        oldestSeconds = waiting.oldestSeconds();
    }

    private static Map<Integer, Head> heads(DirectConnection connection, Map<Integer, Head> before) {
        Map<Integer, Head> now = new TreeMap<>();
        connection
                .query("""
                        select s as shard, (select min(id) from outbox where shard = s) as id
                          from generate_series(0, :last::int) as s
                        """)
                .bind("last", Shards.COUNT - 1)
                .list(row -> new Oldest(row.integer("shard"), row.orNull("id", Row::bigint)))
                .forEach(oldest -> {
                    Long id = oldest.id();
                    if (id != null) {
                        now.put(oldest.shard(), head(id, before.get(oldest.shard())));
                    }
                });
        return now;
    }

    private static Head head(long id, @Nullable Head known) {
        return known != null && known.id() == id ? known : new Head(id, System.nanoTime());
    }

    @Override
    public void close() {
        loop.close();
    }
}
