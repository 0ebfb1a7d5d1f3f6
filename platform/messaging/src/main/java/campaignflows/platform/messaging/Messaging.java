package campaignflows.platform.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the parts of this module for a service, and starts, watches and stops them with it: the topics are checked first
 * ({@link KafkaStart}), then the relays run, then what the service made here. At shutdown everything ends side by side within five seconds.
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
    private volatile @Nullable KafkaStart kafkaStart;
    private final ProgressWatch watch = new ProgressWatch(this::standingStill);
    private volatile boolean started;
    private boolean stopping;

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
        var consumer = new ConditionalConsumer<>(
                name, topic, group(name), handler, applier.get().database(), outbox, kafka, meters);
        keep(consumer.runner());
    }

    /** As {@link #consume(String, String, BatchHandler)}, for a sink that reaches this service's database by itself. */
    public void consume(String name, String topic, BatchSink sink) {
        keep(new TopicRunner(name, topic, group(name), kafka, sink, meters, Pace.REAL));
    }

    private String group(String name) {
        return config.service().map(service -> service + "-" + name).orElse(name);
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
    public synchronized CompactedTopicReader follow(String topic, CompactedTopicReader.Listener listener) {
        var reader = new CompactedTopicReader(topic, kafka, listener);
        readers.add(reader);
        if (started) {
            reader.start();
        }
        return reader;
    }

    private synchronized void keep(TopicRunner runner) {
        runners.add(runner);
        if (started) {
            runner.start();
        }
    }

    void start(@Observes @Priority(LAST) StartupEvent event) throws InterruptedException {
        watch.start();
        if (config.checkTopics()) {
            var waiting = new KafkaStart(
                    kafka, Duration.ofSeconds(config.checkTopicsSeconds()), this::begin, Messaging::endService);
            kafkaStart = waiting;
            waiting.start();
        } else {
            begin();
        }
    }

    private synchronized void begin() {
        if (stopping) {
            return;
        }
        if (config.service().isPresent()) {
            relays = new Relays(config.service().get(), connections.get(), kafka, signal, meters);
            relays.start();
        }
        started = true;
        readers.forEach(CompactedTopicReader::start);
        runners.forEach(TopicRunner::start);
    }

    private static void endService(String reason) {
        LOG.fatalf("the service ends: %s", reason);
        Quarkus.asyncExit(1);
    }

    /** Whether Kafka has answered since the start, so that the parts could begin. */
    boolean isBegun() {
        return started;
    }

    /** What does not get on though there is work. */
    List<Standstill> standingStill() {
        Duration limit = Duration.ofSeconds(config.standstillSeconds());
        List<Standstill> standing = new ArrayList<>();
        Relays running = relays;
        if (running != null) {
            standing.addAll(running.standingStill(limit));
        }
        runners.forEach(runner -> standing.addAll(runner.standingStill(limit)));
        readers.forEach(reader -> standing.addAll(reader.standingStill(limit)));
        return standing;
    }

    void stop(@Observes @Priority(FIRST) ShutdownEvent event) {
        KafkaStart waiting = kafkaStart;
        if (waiting != null) {
            waiting.close();
        }
        synchronized (this) {
            stopping = true;
        }
        watch.close();
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
