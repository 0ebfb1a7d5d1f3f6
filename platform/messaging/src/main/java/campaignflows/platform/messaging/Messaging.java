package campaignflows.platform.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the parts of this module for a service, and starts, watches and stops them with it: the topics are checked first,
 * then the relays run, then what the service made here. At shutdown everything ends side by side within five seconds.
 */
@Singleton
public class Messaging {

    private static final Logger LOG = Logger.getLogger(Messaging.class);
    private static final int FIRST = 100;
    private static final int LAST = 10_000;

    private final MessagingConfig config;
    private final KafkaConnection kafka;
    private final MeterRegistry meters;
    private final Instance<ConnectionSource> connections;
    private final Instance<DatabaseBeans.Applier> applier;
    private final OutboxSignal signal;
    private final Outbox outbox;
    private final List<TopicRunner> runners = new CopyOnWriteArrayList<>();
    private final List<CompactedTopicReader> readers = new CopyOnWriteArrayList<>();
    private volatile @Nullable Relays relays;
    private volatile boolean started;

    Messaging(
            MessagingConfig config,
            KafkaConnection kafka,
            MeterRegistry meters,
            Instance<ConnectionSource> connections,
            Instance<DatabaseBeans.Applier> applier,
            OutboxSignal signal,
            Outbox outbox) {
        this.config = config;
        this.kafka = kafka;
        this.meters = meters;
        this.connections = connections;
        this.applier = applier;
        this.signal = signal;
        this.outbox = outbox;
    }

    /**
     * A consumer whose batches take effect in this service's database. Runs from the service's start on, or from now.
     *
     * @param name names the consumer in the table of positions, for ever; its group is named after the
     *     service and it
     */
    public <M> void consume(String name, String topic, BatchHandler<M> handler) {
        String group = config.service().map(service -> service + "-" + name).orElse(name);
        var consumer = new ConditionalConsumer<>(
                name, topic, group, handler, applier.get().database(), outbox, kafka, meters);
        keep(consumer.runner());
    }

    /**
     * A consumer whose batches take effect somewhere else, with their positions. Else as {@link #consume}.
     *
     * @param name names the consumer and its group, which no other service may use
     */
    public void run(String name, String topic, BatchSink sink) {
        keep(new TopicRunner(name, topic, name, kafka, sink, meters, Pace.REAL));
    }

    /** Follows a compacted topic into memory. Runs from the service's start on, or from now. */
    public CompactedTopicReader follow(String topic, CompactedTopicReader.Listener listener) {
        var reader = new CompactedTopicReader(topic, kafka, listener);
        readers.add(reader);
        if (started) {
            reader.start();
        }
        return reader;
    }

    private void keep(TopicRunner runner) {
        runners.add(runner);
        if (started) {
            runner.start();
        }
    }

    void start(@Observes @Priority(LAST) StartupEvent event) throws InterruptedException {
        if (config.checkTopics()) {
            checkTopics();
        }
        if (config.service().isPresent()) {
            relays = new Relays(config.service().get(), connections.get(), kafka, signal, meters);
            relays.start();
        }
        started = true;
        readers.forEach(CompactedTopicReader::start);
        runners.forEach(TopicRunner::start);
    }

    private void checkTopics() throws InterruptedException {
        long deadline = System.nanoTime()
                + Duration.ofSeconds(config.checkTopicsSeconds()).toNanos();
        for (int failures = 1; ; failures++) {
            try {
                TopicCheck.run(kafka);
                return;
            } catch (org.apache.kafka.common.KafkaException e) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            "Expected Kafka to answer within " + config.checkTopicsSeconds()
                                    + " s, but it did not: is kafka.bootstrap.servers right and the broker up?",
                            e);
                }
                LOG.warnf("kafka does not answer yet cause=%s", e.getMessage());
                Bell.sleep(Backoff.DEFAULT.after(failures));
            }
        }
    }

    void stop(@Observes @Priority(FIRST) ShutdownEvent event) {
        Relays running = relays;
        Thread relaysEnd = Thread.ofPlatform().name("relays-end").start(() -> {
            if (running != null) {
                running.close();
            }
        });
        runners.forEach(TopicRunner::requestClose);
        readers.forEach(CompactedTopicReader::requestClose);
        runners.forEach(TopicRunner::awaitClosed);
        readers.forEach(CompactedTopicReader::awaitClosed);
        Threads.join(relaysEnd, Duration.ofSeconds(4));
    }

    @Nullable
    Relays relays() {
        return relays;
    }

    List<TopicRunner> runners() {
        return runners;
    }

    List<CompactedTopicReader> readers() {
        return readers;
    }
}
