package campaignflows.platform.database;

import campaignflows.platform.messaging.BatchResult;
import campaignflows.platform.messaging.BlockingSink;
import campaignflows.platform.messaging.PartitionBatch;
import campaignflows.platform.messaging.TopicRef;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Lets batches take effect in this service's database: the position's move, the effects and the dead letters are one
 * transaction, whose first statement is the move; so it is with several partitions' batches at once.
 */
final class DatabaseSink implements BlockingSink {

    private final String consumer;
    private final Database database;
    private final BatchEffects<?> effects;
    private final Positions positions = new Positions();

    DatabaseSink(
            String consumer,
            String topic,
            Database database,
            Outbox outbox,
            BatchHandler<?> handler,
            MeterRegistry meters,
            Consumer<ConsumerStep> steps) {
        this.consumer = consumer;
        this.database = database;
        this.effects = new BatchEffects<>(consumer, topic, database, outbox, handler, meters, steps);
    }

    @Override
    public Map<Integer, Long> positions(TopicRef topic, Set<Integer> partitions) {
        return database.read(tx -> positions.of(tx, consumer, topic, partitions));
    }

    @Override
    public void begin(TopicRef topic, Map<Integer, Long> first) {
        database.useTransaction(tx -> positions.begin(tx, consumer, topic, first));
    }

    @Override
    public BatchResult apply(PartitionBatch batch) {
        boolean applied = effects.apply(
                batch.records(),
                tx -> positions.move(tx, consumer, batch.topic(), batch.partition(), batch.from(), batch.to()));
        return applied ? new BatchResult.Applied() : new BatchResult.PositionMoved();
    }

    @Override
    public boolean applyTogether(List<PartitionBatch> batches) {
        return effects.apply(
                batches.stream().flatMap(batch -> batch.records().stream()).toList(),
                tx -> positions.move(tx, consumer, batches));
    }
}
