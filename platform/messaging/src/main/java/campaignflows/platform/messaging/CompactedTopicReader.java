package campaignflows.platform.messaging;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows a compacted topic into memory, from its beginning, each replica for itself and without a group.
 *
 * <p>What holds: per key the listener hears the values in order and never misses the last one. It may hear older values
 * again after the topic had to be read anew, so it must let the newest revision win or simply replace.
 */
public final class CompactedTopicReader implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(CompactedTopicReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CLOSE_THREAD = Duration.ofMillis(2_000);

    /** Hears each change, on the reader's thread. Keeps to memory; an exception skips the record, loudly. */
    @FunctionalInterface
    public interface Listener {
        /** @param value null when the key was removed */
        void changed(UUID key, byte @Nullable [] value);
    }

    private final String topic;
    private final KafkaConnection kafka;
    private final Listener listener;
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean caughtUp;
    private volatile boolean failing;
    private int failures;
    private final ConsumerProgress progress;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> polling;

    public CompactedTopicReader(String topic, KafkaConnection kafka, Listener listener) {
        this.topic = topic;
        this.kafka = kafka;
        this.listener = listener;
        this.progress = new ConsumerProgress("reader", topic, Pace.REAL);
        this.thread = Thread.ofPlatform().name("reader-" + topic).daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    public String topic() {
        return topic;
    }

    /**
     * Whether everything that was in the topic at its start has been heard, the transactions that were open then included;
     * stays true from then on.
     */
    public boolean isCaughtUp() {
        return caughtUp && thread.isAlive();
    }

    /** Whether it is caught up and does follow: a fault that makes it read the topic anew is over when all has been read again. */
    boolean isReady() {
        return isCaughtUp() && !failing;
    }

    /** The partitions that have not got on for at least this time though there is more to read. */
    List<Standstill> standingStill(Duration limit) {
        return progress.standingStill(limit);
    }

    private void run() {
        while (!closing) {
            try {
                follow();
            } catch (WakeupException | InterruptException | InterruptedException stop) {
                closing = true;
            } catch (RuntimeException | VirtualMachineError | LinkageError e) {
                failures++;
                failing = true;
                if (!closing) {
                    LOG.warnf(e, "topic not followed, reads it anew topic=%s failures=%d", topic, failures);
                    try {
                        Bell.sleep(Backoff.DEFAULT.after(failures));
                    } catch (InterruptedException stop) {
                        closing = true;
                    }
                }
            }
        }
    }

    private void follow() throws InterruptedException {
        Map<TopicPartition, Long> ends = ends();
        KafkaConsumer<byte[], byte[]> consumer = kafka.freeConsumer("reader-" + topic);
        polling = consumer;
        try {
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            boolean reached = false;
            while (!closing) {
                if (!reached && hasReached(consumer, ends)) {
                    reached = true;
                    caughtUp = true;
                    failing = false;
                    failures = 0;
                    LOG.infof("topic caught up topic=%s", topic);
                }
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                for (TopicPartition partition : records.partitions()) {
                    List<ConsumerRecord<byte[], byte[]>> some = records.records(partition);
                    progress.inHand(partition.partition(), some.getFirst().offset());
                    some.forEach(this::tell);
                    progress.moved(partition.partition());
                }
                measureLag(consumer);
            }
        } finally {
            polling = null;
            progress.forgetAll();
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        }
    }

    private void measureLag(KafkaConsumer<byte[], byte[]> consumer) {
        for (TopicPartition partition : consumer.assignment()) {
            OptionalLong lag = consumer.currentLag(partition);
            if (lag.orElse(0) > 0) {
                progress.behind(partition.partition(), consumer.position(partition));
            } else if (lag.isPresent()) {
                progress.level(partition.partition());
            }
        }
    }

    private static boolean hasReached(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void tell(ConsumerRecord<byte[], byte[]> record) {
        try {
            listener.changed(
                    UUID.fromString(new String(record.key(), java.nio.charset.StandardCharsets.UTF_8)), record.value());
        } catch (RuntimeException e) {
            LOG.errorf(
                    "record skipped topic=%s partition=%d offset=%d cause=%s",
                    topic, record.partition(), record.offset(), e.getClass().getSimpleName());
        }
    }

    private Map<TopicPartition, Long> ends() throws InterruptedException {
        try (Admin admin = kafka.admin("reader-" + topic + "-admin")) {
            TopicDescription description = Objects.requireNonNull(
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
            List<TopicPartition> partitions = description.partitions().stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = new HashMap<>();
            // Uncommitted records count: what is being committed at this moment belongs to what was there at the start.
            admin.listOffsets(partitions.stream()
                            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (ExecutionException e) {
            throw PositionFinder.unwrapped(e);
        }
    }

    @Override
    public void close() {
        requestClose();
        awaitClosed();
    }

    void requestClose() {
        closing = true;
        KafkaConsumer<byte[], byte[]> consumer = polling;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    void awaitClosed() {
        Threads.join(thread, CLOSE_THREAD);
    }
}
