package campaignflows.platform.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The meters of a consumer, by its name and topic. */
public final class ConsumerMeters implements ConsumerMetrics {

    private final Counter records;
    private final Counter failures;
    private final AtomicLong lag = new AtomicLong();

    public ConsumerMeters(MeterRegistry meters, String consumer, String topic) {
        String[] tags = {"consumer", consumer, "topic", topic};
        records = Counter.builder("campaignflows.consumer.records")
                .description("Records read and applied or skipped")
                .tags(tags)
                .register(meters);
        failures = Counter.builder("campaignflows.consumer.failures")
                .description("Batches, and readings of positions, that failed and were tried again")
                .tags(tags)
                .register(meters);
        Gauge.builder("campaignflows.consumer.lag", lag, AtomicLong::get)
                .description("Offsets between what is applied and the end, over this process's partitions")
                .tags(tags)
                .register(meters);
    }

    @Override
    public void applied(int count) {
        records.increment(count);
    }

    @Override
    public void failed() {
        failures.increment();
    }

    /** Rare, and logged. */
    @Override
    public void positionMoved() {}

    @Override
    public void lag(Map<Integer, Long> byPartition) {
        lag.set(byPartition.values().stream().mapToLong(Long::longValue).sum());
    }
}
