package campaignflows.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Counts the committed events of one campaign as they come to their topic, from now on. */
final class EventCounter implements AutoCloseable {
    private static final String TOPIC = "participant-events";

    private final byte[] campaign;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;
    private volatile long count;
    private volatile long lastAt;

    EventCounter(String kafka, UUID campaign) {
        this.campaign = campaign.toString().getBytes(StandardCharsets.US_ASCII);
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                        256 * 1024,
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        100,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        10_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        this.thread = Thread.ofPlatform().name("event counter").daemon().start(this::run);
    }

    long count() {
        return count;
    }

    /** When the last of them was seen, by {@link System#nanoTime()}. */
    long lastAt() {
        return lastAt;
    }

    private void run() {
        try (consumer) {
            while (true) {
                long found = 0;
                for (ConsumerRecord<byte[], byte[]> event : consumer.poll(Duration.ofMillis(500))) {
                    found += event.value() != null && holds(event.value()) ? 1 : 0;
                }
                if (found > 0) {
                    lastAt = System.nanoTime();
                    long sum = count + found;
                    count = sum;
                }
            }
        } catch (WakeupException e) {
            // Closed.
        }
    }

    private boolean holds(byte[] value) {
        for (int at = value.length - campaign.length; at >= 0; at--) {
            int same = 0;
            while (same < campaign.length && value[at + same] == campaign[same]) {
                same++;
            }
            if (same == campaign.length) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
