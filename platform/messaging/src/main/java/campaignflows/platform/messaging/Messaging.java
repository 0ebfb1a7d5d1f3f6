package campaignflows.platform.messaging;

import campaignflows.platform.tracing.Tracing;
import io.micrometer.core.instrument.Gauge;
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
    private final Instance<OutboxDatabase> outbox;
    private final OutboxSignal signal;
    private final FollowedTopics topics;
    private final Tracing tracing;
    private final List<ConsumerLoop> consumers = new CopyOnWriteArrayList<>();
    private final List<ConsumerProgress> watched = new CopyOnWriteArrayList<>();
    private final List<TopicFollower> followers = new CopyOnWriteArrayList<>();
    private volatile @Nullable Relays relays;
    private volatile @Nullable KafkaStart kafkaStart;
    private final ProgressWatch watch = new ProgressWatch(this::stalled);
    private volatile boolean started;
    private boolean stopping;

    Messaging(
            MessagingConfig config,
            KafkaConnection kafka,
            MeterRegistry meters,
            Instance<OutboxDatabase> outbox,
            OutboxSignal signal,
            FollowedTopics topics,
            Tracing tracing) {
        this.tracing = tracing;
        this.config = config;
        this.kafka = kafka;
        this.meters = meters;
        this.outbox = outbox;
        this.signal = signal;
        this.topics = topics;
        Gauge.builder("campaignflows.standing.still", this, all -> all.stalled().size())
                .description("Partitions, relays and shards of the outbox that make no progress though there is work")
                .register(meters);
    }

    /**
     * A consumer whose batches take effect in this service's database, with their positions. Runs from the service's start on, or from now.
     *
     * @param name names the consumer in the table of positions, for ever; its group is named after the
     *     service and it
     * @param linger how long records may wait for more to share their batch with; zero for not at all
     */
    public void consume(String name, String topic, BlockingSink sink, Duration linger) {
        ConsumerSettings settings = ConsumerSettings.GATHERED.withLinger(linger);
        keep(new ConsumerLoop(name, topic, group(name), kafka, sink, settings, meters, Scheduling.REAL));
    }

    private String group(String name) {
        return config.service().map(service -> service + "-" + name).orElse(name);
    }

    /**
     * A consumer whose batches take effect somewhere else, with their positions. Else as {@link #consume}.
     *
     * @param name names the consumer and its group, which no other service may use
     * @param sink closed with the consumer
     */
    public ConsumerLoop consume(
            String name, String topic, BatchSink sink, ConsumerSettings settings, ConsumerMetrics metrics) {
        var consumer = new ConsumerLoop(name, topic, name, kafka, sink, settings, metrics, Scheduling.REAL);
        keep(consumer);
        return consumer;
    }

    /**
     * Follows a compacted topic into memory. Runs from the service's start on, or from now. The service turns the topic's channel on:
     * {@code mp.messaging.incoming.TOPIC.enabled=true}.
     */
    public synchronized TopicFollower follow(String topic, TopicFollower.Listener listener) {
        TopicFollower follower = topics.follow(topic, kafka, listener);
        followers.add(follower);
        if (started) {
            follower.start();
        }
        return follower;
    }

    /** Watches the progress of a consumer that is run elsewhere: a batch that takes too long makes the service unready. */
    public ConsumerProgress watch(String name, String topic) {
        var progress = new ConsumerProgress(name, topic, Scheduling.REAL);
        watched.add(progress);
        return progress;
    }

    private synchronized void keep(ConsumerLoop consumer) {
        consumers.add(consumer);
        if (started) {
            consumer.start();
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
            relays = new Relays(config.service().get(), outbox.get(), kafka, signal, tracing);
            relays.start();
        }
        started = true;
        followers.forEach(TopicFollower::start);
        consumers.forEach(ConsumerLoop::start);
    }

    private static void endService(String reason) {
        LOG.fatalf("the service ends: %s", reason);
        Quarkus.asyncExit(1);
    }

    /** Whether Kafka has responded since the start, so that the parts could begin. */
    boolean isBegun() {
        return started;
    }

    /** What does not get on though there is work. */
    List<Stall> stalled() {
        Duration limit = Duration.ofSeconds(config.standstillSeconds());
        List<Stall> standing = new ArrayList<>();
        Relays running = relays;
        if (running != null) {
            standing.addAll(running.stalled(limit));
        }
        consumers.forEach(consumer -> standing.addAll(consumer.stalled(limit)));
        watched.forEach(progress -> standing.addAll(progress.stalled(limit)));
        followers.forEach(follower -> standing.addAll(follower.stalled(limit)));
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
        consumers.forEach(ConsumerLoop::requestClose);
        followers.forEach(TopicFollower::requestClose);
        consumers.forEach(ConsumerLoop::awaitClosed);
        followers.forEach(TopicFollower::close);
        Threads.join(relaysEnd, Duration.ofSeconds(4));
    }

    @Nullable
    Relays relays() {
        return relays;
    }

    List<ConsumerLoop> consumers() {
        return consumers;
    }

    List<TopicFollower> followers() {
        return followers;
    }
}
