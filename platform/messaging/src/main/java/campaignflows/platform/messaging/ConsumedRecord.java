package campaignflows.platform.messaging;

import campaignflows.platform.tracing.TraceParent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A record as it was read from a topic, before it is validated. Key, headers and time are decoded on demand: most consumers need
 * only the value, of very many records.
 */
public final class ConsumedRecord {

    private static final long OVERHEAD_BYTES = 100;

    private final ConsumerRecord<byte[], byte[]> record;

    private ConsumedRecord(ConsumerRecord<byte[], byte[]> record) {
        this.record = record;
    }

    /** A record of which the parts are known. */
    public ConsumedRecord(
            String topic,
            int partition,
            long offset,
            @Nullable String key,
            Map<String, String> headers,
            byte @Nullable [] value,
            Instant timestamp) {
        this(new ConsumerRecord<>(
                topic,
                partition,
                offset,
                timestamp.toEpochMilli(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                key == null ? null : utf8(key),
                value,
                new RecordHeaders(),
                Optional.empty()));
        headers.forEach((name, text) -> record.headers().add(name, utf8(text)));
    }

    public static ConsumedRecord of(ConsumerRecord<byte[], byte[]> record) {
        return new ConsumedRecord(record);
    }

    public String topic() {
        return record.topic();
    }

    public int partition() {
        return record.partition();
    }

    public long offset() {
        return record.offset();
    }

    public @Nullable String key() {
        return record.key() == null ? null : text(record.key());
    }

    /** The key as it is, whether it is a text or not. */
    byte @Nullable [] keyBytes() {
        return record.key();
    }

    public byte @Nullable [] value() {
        return record.value();
    }

    /** Names and texts, in order; of several with one name the last. */
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), text(header.value()));
        }
        return headers;
    }

    /** Where its message stands in a trace; null if it is not traced. */
    public @Nullable String traceparent() {
        Header header = record.headers().lastHeader(TraceParent.HEADER);
        return header == null ? null : text(header.value());
    }

    /** When it was written, by the clock of who wrote it. */
    public Instant timestamp() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    /** The type named in the headers, if its writer named one there. */
    public @Nullable String type() {
        Header header = record.headers().lastHeader(OutgoingMessage.TYPE_HEADER);
        return header == null ? null : text(header.value());
    }

    /** About how much memory it takes. */
    long bytes() {
        return OVERHEAD_BYTES
                + (record.key() == null ? 0 : record.key().length)
                + (record.value() == null ? 0 : record.value().length);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
