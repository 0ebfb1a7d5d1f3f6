package campaignflows.platform.database;

import campaignflows.platform.messaging.OutboxDatabase;
import campaignflows.platform.messaging.OutboxRows;
import campaignflows.platform.messaging.OutboxSignal;
import campaignflows.platform.messaging.Stall;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;

/** The outbox of a service as its relays see it. A relay whose connection ends is woken, so that it takes over at once. */
public final class PostgresOutbox implements OutboxDatabase {

    private final DirectConnections connections;
    private final OutboxSignal signal;
    private final OutboxNotifier notifier;
    private final OutboxGauges gauges;

    public PostgresOutbox(DirectConnections connections, OutboxSignal signal, MeterRegistry meters) {
        this.connections = connections;
        this.signal = signal;
        this.notifier = new OutboxNotifier(connections, signal);
        this.gauges = new OutboxGauges(connections, meters);
    }

    @Override
    public OutboxRows open(int shard) {
        DirectConnection connection = connections.open("relay", () -> signal.wakeUp(shard));
        return new PostgresOutboxRows(connection, shard, signal.recent(shard));
    }

    @Override
    public void start() {
        notifier.start();
        gauges.start();
    }

    @Override
    public List<Stall> stalled(Duration limit) {
        return gauges.stalled(limit);
    }

    @Override
    public void close() {
        notifier.close();
        gauges.close();
    }
}
