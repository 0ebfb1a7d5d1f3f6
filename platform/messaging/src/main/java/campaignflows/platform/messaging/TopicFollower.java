package campaignflows.platform.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows a compacted topic into memory, from its beginning, each replica for itself: a channel of SmallRye Reactive Messaging
 * brings the records ({@link FollowedTopics}).
 *
 * <p>What holds: per key the listener gets the values in order and never misses the last one. It may get older values
 * again after a batch was interrupted, so it must let the newest revision win or simply replace.
 */
public final class TopicFollower implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TopicFollower.class);
    private static final Duration MEASURE_EVERY = Duration.ofSeconds(5);

    /** Told of each change, on the channel's thread. Keeps to memory; an exception skips the record, loudly. */
    @FunctionalInterface
    public interface Listener {
        /** @param value null when the key was removed */
        void changed(UUID key, byte @Nullable [] value);
    }

    private final String topic;
    private final KafkaClients kafka;
    private final FollowerChannel channel;
    private final Listener listener;
    private final ConsumerProgress progress;
    private final BackgroundLoop loop;
    private final StopSignal stop = new StopSignal();
    private final Map<Integer, Long> processed = new HashMap<>();
    private @Nullable Map<Integer, Long> lastAtStart;
    private volatile boolean caughtUp;
    private volatile boolean failing;

    TopicFollower(String topic, KafkaClients kafka, FollowerChannel channel, Listener listener) {
        this.topic = topic;
        this.kafka = kafka;
        this.channel = channel;
        this.listener = listener;
        this.progress = new ConsumerProgress("follower", topic, Scheduling.REAL);
        this.loop = new BackgroundLoop("follower-" + topic, this::watch);
    }

    void start() {
        channel.resume();
        loop.start();
    }

    public String topic() {
        return topic;
    }

    /**
     * Whether everything that was in the topic at its start has been processed, the transactions that were open then included;
     * stays true from then on.
     */
    public boolean isCaughtUp() {
        return caughtUp;
    }

    /** Whether it is caught up and does follow: a fault is over when the batch that it interrupted was delivered again. */
    public boolean isReady() {
        return caughtUp && !failing;
    }

    /** The partitions that have not got on for at least this time though there is more to read. */
    List<Stall> stalled(Duration limit) {
        return progress.stalled(limit);
    }

    /** Takes a batch, whose effect may be repeated: what a lack of memory and the like interrupts is delivered again until it succeeds. */
    void receive(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> some = records.records(partition);
            progress.inHand(partition.partition(), some.getFirst().offset());
            notifyOfAll(some);
            progress.moved(partition.partition());
            noteProcessed(partition.partition(), some.getLast().offset());
        }
    }

    private void notifyOfAll(List<ConsumerRecord<byte[], byte[]>> records) throws InterruptedException {
        for (int failures = 1; ; failures++) {
            try {
                records.forEach(this::notifyListener);
                failing = false;
                return;
            } catch (VirtualMachineError | LinkageError e) {
                failing = true;
                LOG.warnf(e, "batch failed, delivered again topic=%s failures=%d", topic, failures);
                if (stop.pause(Backoff.DEFAULT.after(failures))) {
                    throw new InterruptedException("the service ends");
                }
            }
        }
    }

    private void notifyListener(ConsumerRecord<byte[], byte[]> record) {
        try {
            listener.changed(UUID.fromString(new String(record.key(), StandardCharsets.UTF_8)), record.value());
        } catch (RuntimeException e) {
            LOG.errorf(
                    "record skipped topic=%s partition=%d offset=%d cause=%s",
                    topic, record.partition(), record.offset(), e.getClass().getSimpleName());
        }
    }

    private synchronized void noteProcessed(int partition, long offset) {
        processed.merge(partition, offset, Math::max);
        checkCaughtUp();
    }

    private void checkCaughtUp() {
        Map<Integer, Long> wanted = lastAtStart;
        if (!caughtUp
                && wanted != null
                && wanted.entrySet().stream()
                        .allMatch(last -> processed.getOrDefault(last.getKey(), -1L) >= last.getValue())) {
            caughtUp = true;
            LOG.infof("topic caught up topic=%s", topic);
        }
    }

    private void watch(BackgroundLoop running) throws InterruptedException {
        if (!caughtUp) {
            noteLastAtStart(LastRecords.of(kafka, topic));
        }
        while (!running.isClosing()) {
            channel.lags(this::measure);
            running.await(MEASURE_EVERY);
        }
    }

    private synchronized void noteLastAtStart(Map<Integer, Long> last) {
        lastAtStart = last;
        checkCaughtUp();
    }

    private void measure(int partition, long position, long lag) {
        if (lag > 0) {
            progress.behind(partition, position);
        } else {
            progress.level(partition);
        }
    }

    void requestClose() {
        stop.stop();
        channel.pause();
    }

    @Override
    public void close() {
        requestClose();
        loop.close();
    }
}
