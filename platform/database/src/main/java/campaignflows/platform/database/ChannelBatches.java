package campaignflows.platform.database;

import campaignflows.platform.messaging.ConsumedRecord;
import campaignflows.platform.messaging.ConsumerProgress;
import campaignflows.platform.messaging.Messaging;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Lets the batches of a channel of SmallRye Reactive Messaging take effect in this service's database, for consumers whose
 * effect may be repeated: a batch is acknowledged after its commit, and comes again after a crash in between. A batch that
 * fails is tried again, for ever; what can never be applied goes to the dead letters.
 */
@Singleton
public class ChannelBatches {

    private static final Logger LOG = Logger.getLogger(ChannelBatches.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Messaging messaging;
    private final Database database;
    private final Outbox outbox;
    private final MeterRegistry meters;
    private volatile boolean closing;

    ChannelBatches(Messaging messaging, @Identifier("applier") Database database, Outbox outbox, MeterRegistry meters) {
        this.messaging = messaging;
        this.database = database;
        this.outbox = outbox;
        this.meters = meters;
    }

    /** A consumer of a channel: {@code @Incoming(TOPIC) Uni<Void> receive(ConsumerRecords<byte[], byte[]> r) { return channel.apply(r); }}. */
    public <M> Channel of(String name, String topic, BatchHandler<M> handler) {
        return new Channel(new BatchEffects<>(name, topic, database, outbox, handler, meters, step -> {}), name, topic);
    }

    void stop(@Observes ShutdownEvent event) {
        closing = true;
    }

    /** The batches of one channel. */
    public final class Channel {
        private final BatchEffects<?> effects;
        private final String name;
        private final ConsumerProgress progress;
        private final Counter records;
        private final Counter failures;

        private Channel(BatchEffects<?> effects, String name, String topic) {
            this.effects = effects;
            this.name = name;
            this.progress = messaging.watch(name, topic);
            String[] tags = {"consumer", name, "topic", topic};
            this.records = Counter.builder("campaignflows.consumer.records")
                    .description("Records read and applied or skipped")
                    .tags(tags)
                    .register(meters);
            this.failures = Counter.builder("campaignflows.consumer.failures")
                    .description("Batches that failed and were tried again")
                    .tags(tags)
                    .register(meters);
        }

        /** Has an outcome when all of it has taken effect. */
        public Uni<Void> apply(ConsumerRecords<byte[], byte[]> batch) {
            return Multi.createFrom()
                    .iterable(batch.partitions())
                    .onItem()
                    .transformToUniAndConcatenate(partition -> applyUntilDone(partition, batch))
                    .collect()
                    .last()
                    .replaceWithVoid();
        }

        private Uni<Void> applyUntilDone(TopicPartition partition, ConsumerRecords<byte[], byte[]> batch) {
            List<ConsumedRecord> ofPartition =
                    batch.records(partition).stream().map(ConsumedRecord::of).toList();
            return Uni.createFrom()
                    .item(() -> {
                        applyOnce(partition.partition(), ofPartition);
                        return ofPartition;
                    })
                    .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                    .onFailure()
                    .invoke(failure -> log(failure, partition))
                    .onFailure(failure -> !closing)
                    .retry()
                    .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                    .indefinitely()
                    .replaceWithVoid();
        }

        private void applyOnce(int partition, List<ConsumedRecord> ofPartition) {
            progress.inHand(partition, ofPartition.getFirst().offset());
            effects.apply(ofPartition, tx -> true);
            progress.moved(partition);
            records.increment(ofPartition.size());
        }

        private void log(Throwable failure, TopicPartition partition) {
            failures.increment();
            LOG.errorf(failure, "batch failed, retried consumer=%s partition=%s", name, partition);
        }
    }
}
