package campaignflows.engine.processing;

import campaignflows.platform.contracts.walk.WalkOutcome;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.messaging.ConsumerMetrics;
import campaignflows.platform.values.WireName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What the engine counts and measures. */
public final class EngineMeters implements ConsumerMetrics {
    private final Counter events;
    private final Counter skipped;
    private final Counter malformed;
    private final Counter failures;
    private final Counter elsewhere;
    private final Counter overtaken;
    private final Counter refused;
    private final Counter quarantined;
    private final DistributionSummary batchSize;
    private final Timer begin;
    private final Timer commit;
    private final MultiGauge lag;
    private final MultiGauge position;
    private final AtomicInteger assigned = new AtomicInteger();
    private final Map<WalkOutcome, Counter> walks = new EnumMap<>(WalkOutcome.class);

    public EngineMeters(MeterRegistry registry) {
        events = counter(registry, "campaignflows.engine.events", "Records read, again after a failure included");
        skipped = counter(registry, "campaignflows.engine.skipped", "Records of a type that is not known");
        malformed =
                counter(registry, "campaignflows.engine.dead.letters", "Malformed records sent to the dead letters");
        failures = counter(
                registry,
                "campaignflows.engine.failures",
                "Batches, and readings of positions, that failed and were tried again");
        elsewhere = counter(
                registry, "campaignflows.engine.positions.moved", "Batches whose position had been moved by another");
        overtaken = counter(
                registry,
                "campaignflows.engine.walked.again.overtaken",
                "Commits that were walked again because somebody had changed what they were to change");
        refused = counter(
                registry,
                "campaignflows.engine.walked.again.refused",
                "Commits that were walked again because updates could not be made");
        quarantined = counter(
                registry,
                "campaignflows.engine.quarantined",
                "Events passed over because participant-service rejected what their walks did");
        batchSize = DistributionSummary.builder("campaignflows.engine.batch.size")
                .description("Records of a batch")
                .register(registry);
        begin = timer(registry, "campaignflows.engine.begin", "Reading position and snapshots of a batch");
        commit = timer(registry, "campaignflows.engine.commit", "Committing a batch");
        lag = MultiGauge.builder("campaignflows.engine.lag")
                .description("Offsets between what took effect and the end of a partition")
                .register(registry);
        position = MultiGauge.builder("campaignflows.engine.position")
                .description("Offset of a partition up to which all took effect")
                .register(registry);
        Gauge.builder("campaignflows.engine.partitions", assigned, AtomicInteger::get)
                .description("Partitions that this process walks")
                .register(registry);
        for (WalkOutcome outcome : WalkOutcome.values()) {
            walks.put(
                    outcome,
                    Counter.builder("campaignflows.engine.walks")
                            .description("Walks, by how they ended")
                            .tag("outcome", WireName.of(outcome))
                            .register(registry));
        }
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private static Timer timer(MeterRegistry registry, String name, String description) {
        return Timer.builder(name)
                .description(description)
                .publishPercentiles(0.5, 0.99)
                .register(registry);
    }

    void read(int records) {
        events.increment(records);
        if (records > 0) {
            batchSize.record(records);
        }
    }

    void skipped() {
        skipped.increment();
    }

    void malformed() {
        malformed.increment();
    }

    /** Events are counted when they are read, again after a failure included. */
    @Override
    public void applied(int records) {}

    @Override
    public void failed() {
        failures.increment();
    }

    @Override
    public void positionMoved() {
        elsewhere.increment();
    }

    void overtaken() {
        overtaken.increment();
    }

    void refused() {
        refused.increment();
    }

    void quarantined() {
        quarantined.increment();
    }

    <T> T beginning(Supplier<T> call) {
        return begin.record(call);
    }

    <T> T committing(Supplier<T> call) {
        return commit.record(call);
    }

    void walked(List<EventEffects> effects) {
        for (EventEffects one : effects) {
            one.walks().forEach(walk -> count(walk.walk().outcome()));
        }
    }

    private void count(WalkOutcome outcome) {
        Counter counter = walks.get(outcome);
        if (counter != null) {
            counter.increment();
        }
    }

    @Override
    public void lag(Map<Integer, Long> byPartition) {
        assigned.set(byPartition.size());
        show(lag, byPartition);
    }

    @Override
    public void positions(Map<Integer, Long> byPartition) {
        show(position, byPartition);
    }

    private static void show(MultiGauge gauge, Map<Integer, Long> byPartition) {
        gauge.register(
                byPartition.entrySet().stream()
                        .map(entry -> MultiGauge.Row.of(
                                Tags.of("partition", String.valueOf(entry.getKey())), entry.getValue()))
                        .toList(),
                true);
    }
}
