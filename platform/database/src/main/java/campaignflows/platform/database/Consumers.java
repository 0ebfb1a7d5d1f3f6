package campaignflows.platform.database;

import campaignflows.platform.messaging.Messaging;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;

/** Makes the consumers whose batches take effect exactly once in this service's database, through the consumers' own pool. */
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
        messaging.consume(name, topic, new DatabaseSink(name, topic, database, outbox, handler, meters, step -> {}));
    }
}
