package campaignflows.e2e.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts a record among the dead letters of its topic, as the consumer does that cannot process it. */
final class DeadLetterCopy {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DeadLetterCopy() {}

    /** Copies the first record whose message is like that; returns the copy's offset. */
    static long of(String servers, String topic, Predicate<JsonNode> wanted, String reason) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        TopicReader.read(servers, topic, record -> {
            if (found.isEmpty() && wanted.test(json(record.value()))) {
                found.add(record);
            }
        });
        ConsumerRecord<byte[], byte[]> record = found.getFirst();
        var copy = new ProducerRecord<>(topic + ".dead-letter", record.key(), record.value());
        record.headers().forEach(copy.headers()::add);
        Map.of(
                        "dead-letter-reason",
                        reason,
                        "dead-letter-consumer",
                        "flow-engine",
                        "dead-letter-source",
                        topic + "/" + record.partition() + "/" + record.offset())
                .forEach((name, text) -> copy.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        Properties settings = new Properties();
        settings.putAll(Map.of("bootstrap.servers", servers));
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            return producer.send(copy).get().offset();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Expected Kafka to take the copy", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
