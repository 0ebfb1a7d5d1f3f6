package campaignflows.platform.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Makes the consumers whose batches take effect by JDBI, for the services that have not moved to platform/database. */
@Singleton
public class HandleConsumers {

    private final Messaging messaging;
    private final DatabaseBeans.Applier applier;
    private final Outbox outbox;
    private final MeterRegistry meters;

    HandleConsumers(Messaging messaging, DatabaseBeans.Applier applier, Outbox outbox, MeterRegistry meters) {
        this.messaging = messaging;
        this.applier = applier;
        this.outbox = outbox;
        this.meters = meters;
    }

    /** As {@code Consumers} of platform/database does. */
    public <M> void consume(String name, String topic, BatchHandler<M> handler) {
        messaging.consume(name, topic, new DatabaseSink<>(name, topic, applier.database(), outbox, handler, meters));
    }
}
