package campaignflows.platform.messaging;

import campaignflows.platform.contracts.Topics;
import java.util.LinkedHashMap;
import java.util.Map;

/** The copy of a record that cannot be applied, for the dead-letter topic, with the consumer and the reason. */
public final class DeadLetter {

    private DeadLetter() {}

    /** @param reason must not quote the payload */
    public static OutgoingMessage of(String consumer, ConsumedRecord record, String reason) {
        Map<String, String> headers = new LinkedHashMap<>(record.headers());
        headers.put("dead-letter-reason", reason);
        headers.put("dead-letter-consumer", consumer);
        headers.put("dead-letter-source", record.topic() + "/" + record.partition() + "/" + record.offset());
        byte[] value = record.value();
        if (value != null && value.length > OutgoingMessage.MAX_VALUE_BYTES) {
            headers.put("dead-letter-omitted", value.length + " bytes");
            value = null;
        }
        return new OutgoingMessage(record.topic() + Topics.DEAD_LETTER_SUFFIX, record.key(), headers, value);
    }
}
