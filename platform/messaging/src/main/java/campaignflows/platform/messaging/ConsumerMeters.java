package campaignflows.platform.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** What a consumer counts, under its name and topic. */
final class ConsumerMeters {

    final Counter records;
    final Counter failures;
    private final AtomicLong lag = new AtomicLong();

    ConsumerMeters(MeterRegistry meters, String consumer, String topic) {
        String[] tags = {"consumer", consumer, "topic", topic};
        records = Counter.builder("campaignflows.consumer.records")
                .description("Records read and applied or skipped")
                .tags(tags)
                .register(meters);
        failures = Counter.builder("campaignflows.consumer.failures")
                .description("Batches that failed and were tried again")
                .tags(tags)
                .register(meters);
        Gauge.builder("campaignflows.consumer.lag", lag, AtomicLong::get)
                .description("Offsets between what is applied and the end, over this process's partitions")
                .tags(tags)
                .register(meters);
    }

    void lag(long offsets) {
        lag.set(offsets);
    }
}
