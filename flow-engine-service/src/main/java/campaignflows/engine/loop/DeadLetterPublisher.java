package campaignflows.engine.loop;

import campaignflows.platform.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends malformed records to the dead letters of their topic by an idempotent producer. The engine has no database and so
 * no outbox: the record is sent before its offset is passed over, and again if the batch is repeated.
 */
final class DeadLetterPublisher implements DeadLetters, AutoCloseable {
    private static final String TOPIC = Topics.PARTICIPANT_EVENTS + Topics.DEAD_LETTER_SUFFIX;

    private static final int LARGEST_VALUE = Topics.MAX_MESSAGE_BYTES - 64 * 1024;

    private final KafkaProducer<byte[], byte[]> producer;

    DeadLetterPublisher(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "flow-engine-dead-letters");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_MESSAGE_BYTES);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 8 * 1024 * 1024);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 8_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 8_000);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void send(EventRecord record, String reason) {
        byte[] value = record.value();
        boolean tooLarge = value != null && value.length > LARGEST_VALUE;
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(TOPIC, record.key(), tooLarge ? null : value);
        header(letter, "dead-letter-reason", reason);
        header(letter, "dead-letter-consumer", "flow-engine");
        header(
                letter,
                "dead-letter-source",
                Topics.PARTICIPANT_EVENTS + "/" + record.partition() + "/" + record.offset());
        if (value != null && tooLarge) {
            header(letter, "dead-letter-omitted", value.length + " bytes");
        }
        try {
            producer.send(letter).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while sending a dead letter", e);
        }
    }

    private static void header(ProducerRecord<byte[], byte[]> letter, String name, String text) {
        letter.headers().add(name, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
