package campaignflows.local.deadletter;

import campaignflows.local.StartException;
import campaignflows.platform.contracts.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Reads dead-letter topics, which have one partition each, and writes letters back. */
final class DeadLetterTopics implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CLOSE = Duration.ofSeconds(1);
    private static final int MILLIS_TO_ANSWER = 20_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Object> connection;

    /** @param connection settings of Kafka's clients: where it is reached, and how one signs in */
    DeadLetterTopics(Map<String, Object> connection) {
        this.connection = Map.copyOf(connection);
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, MILLIS_TO_ANSWER);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Their names, in the order in which the system declares them. */
    static List<String> names() {
        return Topics.all().stream()
                .map(Topics.Topic::name)
                .filter(name -> name.endsWith(Topics.DEAD_LETTER_SUFFIX))
                .toList();
    }

    /**
     * Gives the letters of these offsets, as many as there are now, in their order.
     *
     * @throws StartException if Kafka cannot be reached
     */
    void read(String topic, LongPredicate offsets, Consumer<DeadLetter> each) {
        TopicPartition partition = new TopicPartition(topic, 0);
        try {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(POLL).forEach(record -> {
                    if (record.offset() < end && offsets.test(record.offset())) {
                        each.accept(new DeadLetter(record));
                    }
                });
            }
        } catch (KafkaException e) {
            throw new StartException("Could not read " + topic + ": " + e.getMessage(), e);
        }
    }

    /**
     * Writes the records, in their order, and returns when Kafka has them.
     *
     * @throws StartException if it has not, as far as is known
     */
    void write(List<ProducerRecord<byte[], byte[]>> records) throws InterruptedException {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_MESSAGE_BYTES);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, MILLIS_TO_ANSWER);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, MILLIS_TO_ANSWER / 2);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MILLIS_TO_ANSWER);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<?>> sent = new ArrayList<>();
            records.forEach(record -> sent.add(producer.send(record)));
            for (Future<?> each : sent) {
                each.get();
            }
        } catch (ExecutionException | KafkaException e) {
            throw new StartException("Could not write: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE));
    }
}
