package campaignflows.bench.walk;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What a floor puts out on one topic: as many records per event as the engine did, and by turns the very values that it put
 * out, so that they are as large. Used by several loops.
 */
final class FloorOutput {
    private final String topic;
    private final double perEvent;
    private final List<byte[]> values;
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong records = new AtomicLong();

    FloorOutput(String topic, double perEvent, List<byte[]> values) {
        this.topic = topic;
        this.perEvent = perEvent;
        this.values = List.copyOf(values);
    }

    /** Adds the next event's records, by its key. */
    void of(byte[] key, List<ProducerRecord<byte[], byte[]>> to) {
        long event = events.getAndIncrement();
        long first = (long) Math.floor(event * perEvent);
        long last = (long) Math.floor((event + 1) * perEvent);
        for (long i = first; i < last; i++) {
            byte[] value = values.get((int) (i % values.size()));
            to.add(new ProducerRecord<>(topic, key, value));
            bytes.addAndGet(value.length);
            records.incrementAndGet();
        }
    }

    long records() {
        return records.get();
    }

    long bytes() {
        return bytes.get();
    }
}
