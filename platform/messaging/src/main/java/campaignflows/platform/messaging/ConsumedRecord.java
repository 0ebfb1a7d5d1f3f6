package campaignflows.platform.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record as it came from a topic, before anything is believed of it.
 *
 * @param timestamp when it was written, by the clock of who wrote it
 */
public record ConsumedRecord(
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        Map<String, String> headers,
        byte @Nullable [] value,
        Instant timestamp) {

    public static ConsumedRecord of(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), text(header.value()));
        }
        return new ConsumedRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                record.key() == null ? null : text(record.key()),
                headers,
                record.value(),
                Instant.ofEpochMilli(record.timestamp()));
    }

    /** The type named in the headers, if its writer named one there. */
    public @Nullable String type() {
        return headers.get(OutgoingMessage.TYPE_HEADER);
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
