package campaignflows.platform.messaging;

import java.time.Duration;
import java.util.List;

/** What the relays of a service need of the database that holds its outbox. Each of its parts has a connection of its own. */
public interface OutboxDatabase extends OutboxRows.Source, AutoCloseable {

    /** Begins to carry the notifications of the other replicas, and to measure. */
    void start();

    /** The shards whose oldest row has been the same for at least this time. */
    List<Stall> stalled(Duration limit);

    @Override
    void close();
}
