package campaignflows.platform.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The mechanism from topic to database: each batch takes effect exactly once, together with the move of its partition's
 * stored position. See {@link TopicRunner} for the reading and {@link BatchHandler} for what a service adds.
 */
public final class ConditionalConsumer<M> implements AutoCloseable {

    private final TopicRunner runner;

    /**
     * @param name names the consumer in the table of positions, for ever; also in logs and metrics
     * @param groupId the group that shares the partitions among replicas
     */
    public ConditionalConsumer(
            String name,
            String topic,
            String groupId,
            BatchHandler<M> handler,
            Database database,
            Outbox outbox,
            KafkaConnection kafka,
            MeterRegistry meters) {
        this(name, topic, groupId, handler, database, outbox, kafka, meters, step -> {});
    }

    ConditionalConsumer(
            String name,
            String topic,
            String groupId,
            BatchHandler<M> handler,
            Database database,
            Outbox outbox,
            KafkaConnection kafka,
            MeterRegistry meters,
            Consumer<ConsumerStep> steps) {
        var consumerMeters = new ConsumerMeters(meters, name, topic);
        var sink = new DatabaseSink<M>(name, database, outbox, handler, consumerMeters, steps);
        runner = new TopicRunner(name, topic, groupId, kafka, sink, consumerMeters, Pace.REAL);
    }

    public void start() {
        runner.start();
    }

    /** Whether it has joined its group at least once, was not stopped, and its thread lives. */
    public boolean isReady() {
        return runner.isReady();
    }

    /** Why it stopped for good, if it did. */
    public Optional<String> stopped() {
        return runner.stopped();
    }

    TopicRunner runner() {
        return runner;
    }

    @Override
    public void close() {
        runner.close();
    }
}
