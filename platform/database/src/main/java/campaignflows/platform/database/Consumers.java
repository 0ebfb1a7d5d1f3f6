package campaignflows.platform.database;

import campaignflows.platform.messaging.Messaging;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Creates the consumers whose batches take effect exactly once in this service's database, through the consumers' own pool.
 */
@Singleton
public class Consumers {

    private final Messaging messaging;
    private final Database database;
    private final Outbox outbox;
    private final MeterRegistry meters;

    Consumers(Messaging messaging, @Identifier("applier") Database database, Outbox outbox, MeterRegistry meters) {
        this.messaging = messaging;
        this.database = database;
        this.outbox = outbox;
        this.meters = meters;
    }

    /**
     * A consumer of the topic. Runs from the service's start on, or from now; its group is named after the service and it.
     *
     * @param name names the consumer in the table of positions, for ever; also in logs and metrics
     */
    public <M> void consume(String name, String topic, BatchHandler<M> handler) {
        consume(name, topic, handler, Duration.ZERO);
    }

    /**
     * The same, of which little depends on the moment: records wait for more to share their transaction with, since
     * one of few costs about as much as one of many.
     *
     * @param linger how long records wait at most
     */
    public <M> void consume(String name, String topic, BatchHandler<M> handler, Duration linger) {
        messaging.consume(
                name, topic, new DatabaseSink(name, topic, database, outbox, handler, meters, step -> {}), linger);
    }
}
