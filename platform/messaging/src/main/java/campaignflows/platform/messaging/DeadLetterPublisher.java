package campaignflows.platform.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Sends malformed records to the dead letters of their topic by an idempotent producer, for a consumer without a database and so
 * without an outbox: a record is sent before its offset is passed over, and again if its batch is repeated.
 */
public final class DeadLetterPublisher implements AutoCloseable {

    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final String consumer;
    private final KafkaProducer<byte[], byte[]> producer;

    public DeadLetterPublisher(KafkaConnection kafka, String consumer) {
        this.consumer = consumer;
        this.producer = kafka.idempotentProducer(consumer + "-dead-letters");
    }

    /**
     * Returns when the record has arrived there.
     *
     * @param reason must not quote the payload
     * @throws RuntimeException if it did not arrive, as far as is known
     */
    public void send(ConsumedRecord record, String reason) {
        OutgoingMessage letter = DeadLetter.of(consumer, record, reason);
        var copy = new ProducerRecord<byte[], byte[]>(letter.topic(), record.keyBytes(), letter.value());
        letter.headers().forEach((header, text) -> copy.headers().add(header, text.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(copy).get();
        } catch (ExecutionException e) {
            throw PositionFinder.unwrapped(e);
        } catch (InterruptedException e) {
            throw new InterruptException("Interrupted while sending a dead letter", e);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
