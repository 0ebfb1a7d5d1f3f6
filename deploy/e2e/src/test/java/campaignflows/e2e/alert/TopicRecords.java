package campaignflows.e2e.alert;

import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.TopicReader;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Records of a topic, read and written past the services. */
final class TopicRecords implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String servers;
    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;

    TopicRecords(LocalSystem system, String topic) {
        this.servers = system.endpoint("kafka").getAuthority();
        this.topic = topic;
        Properties settings = new Properties();
        settings.putAll(Map.of("bootstrap.servers", servers, "linger.ms", "20", "compression.type", "lz4"));
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** One record; the text is its message. */
    record Written(int partition, byte[] key, String text) {
        JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The same with another text in place of one that it contains. */
        Written with(String old, String now) {
            if (!text.contains(old)) {
                throw new IllegalArgumentException("Expected " + old + " in the record, but it is not there");
            }
            return new Written(partition, key, text.replace(old, now));
        }
    }

    /** Those whose messages are like that. */
    List<Written> like(Predicate<JsonNode> wanted) {
        List<Written> found = new ArrayList<>();
        TopicReader.read(servers, topic, record -> {
            byte[] value = record.value();
            if (value != null && value.length > 0 && value[0] == '{') {
                Written one = new Written(record.partition(), record.key(), new String(value, StandardCharsets.UTF_8));
                if (wanted.test(one.json())) {
                    found.add(one);
                }
            }
        });
        return found;
    }

    /** Sends it to its partition, without waiting. */
    void send(Written record) {
        producer.send(new ProducerRecord<>(
                topic, record.partition(), record.key(), record.text().getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns when all that was sent is there. */
    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
