package campaignflows.local.deadletter;

import campaignflows.platform.contracts.Ids;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A record of a dead-letter topic; its headers say where it was read, by whom, and why it was not processed. */
record DeadLetter(ConsumerRecord<byte[], byte[]> record) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEADERS = "dead-letter-";
    private static final String REPLAYED_FROM = "replayed-from";

    /** The letter cannot be put back; the message says why. */
    static final class UnreplayableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreplayableException(String message) {
            super(message);
        }
    }

    long offset() {
        return record.offset();
    }

    Instant at() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    String reason() {
        return header("reason");
    }

    String consumer() {
        return header("consumer");
    }

    /** Topic, partition and offset of the record, {@code participant-events/7/1200}. */
    String source() {
        return header("source");
    }

    /** The payload, which holds personal data. */
    String text() {
        byte[] value = record.value();
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    /**
     * The record to be put back where it was read, after all that is there now. Its message has an id of its own, since one with
     * the old id would be taken for a repeat; it follows from the letter, so that a second replay is one.
     *
     * @throws UnreplayableException if there is no message in it, or nothing says where it was read
     */
    ProducerRecord<byte[], byte[]> replay() {
        TopicPartition source = sourcePartition();
        byte[] value = withNewId();
        var copy = new ProducerRecord<byte[], byte[]>(source.topic(), source.partition(), record.key(), value);
        for (Header header : record.headers()) {
            if (!header.key().startsWith(HEADERS) && !header.key().equals(REPLAYED_FROM)) {
                copy.headers().add(header);
            }
        }
        copy.headers().add(REPLAYED_FROM, (record.topic() + "/" + record.offset()).getBytes(StandardCharsets.UTF_8));
        return copy;
    }

    private TopicPartition sourcePartition() {
        String[] parts = source().split("/");
        if (parts.length != 3 || !parts[1].matches("[0-9]{1,6}")) {
            throw new UnreplayableException("nothing says where it was read");
        }
        return new TopicPartition(parts[0], Integer.parseInt(parts[1]));
    }

    private byte[] withNewId() {
        byte[] value = record.value();
        if (value == null) {
            throw new UnreplayableException("it was too large to be kept");
        }
        try {
            if (JSON.readTree(value) instanceof ObjectNode message && uuid(message.path("id")) instanceof UUID id) {
                message.put(
                        "id",
                        Ids.derived(id, "replay", record.topic(), record.offset())
                                .toString());
                return JSON.writeValueAsBytes(message);
            }
        } catch (IOException e) {
            throw new UnreplayableException("it is not JSON: what wrote it has to write it again");
        }
        throw new UnreplayableException("it is no message of this system: what wrote it has to write it again");
    }

    private static @Nullable UUID uuid(JsonNode node) {
        try {
            return node.isTextual() ? UUID.fromString(node.asText()) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private String header(String name) {
        Header header = record.headers().lastHeader(HEADERS + name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
