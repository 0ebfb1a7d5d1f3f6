package campaignflows.platform.messaging;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Measures every few seconds how far the stored positions are behind. The ends are asked for and not taken from the consumer, which
 * knows none of a partition that it does not read at the moment; that is the one of which people want to know.
 */
final class PartitionLags {

    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Admin admin;
    private final ConsumerProgress progress;
    private final ConsumerMetrics metrics;
    private final Scheduling scheduling;
    private final Executor consumerThread;
    private long next;

    /** @param consumerThread does something soon on the consumer's thread, which all of this is used by */
    PartitionLags(
            Admin admin,
            ConsumerProgress progress,
            ConsumerMetrics metrics,
            Scheduling scheduling,
            Executor consumerThread) {
        this.admin = admin;
        this.progress = progress;
        this.metrics = metrics;
        this.scheduling = scheduling;
        this.consumerThread = consumerThread;
        this.next = scheduling.nanoTime();
    }

    /** Asks if it is time; the answer comes some time later, or never. */
    void measureIfDue(AssignedPartitions assigned) {
        if (next - scheduling.nanoTime() > 0) {
            return;
        }
        next = scheduling.nanoTime() + EVERY.toNanos();
        if (assigned.keys().isEmpty()) {
            metrics.lag(Map.of());
            metrics.positions(Map.of());
            return;
        }
        admin.listOffsets(
                        assigned.keys().stream()
                                .collect(Collectors.toMap(partition -> partition, any -> OffsetSpec.latest())),
                        new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .whenComplete((ends, failure) -> {
                    if (failure == null) {
                        consumerThread.execute(() -> measure(ends, assigned.all()));
                    }
                });
    }

    private void measure(Map<TopicPartition, ListOffsetsResultInfo> ends, Collection<AssignedPartition> assigned) {
        Map<Integer, Long> byNumber = new HashMap<>();
        ends.forEach((partition, end) -> byNumber.put(partition.partition(), end.offset()));
        Map<Integer, Long> lags = new HashMap<>();
        Map<Integer, Long> positions = new HashMap<>();
        for (AssignedPartition partition : assigned) {
            Long end = byNumber.get(partition.number());
            if (end != null && partition.wasEverPositioned()) {
                long lag = Math.max(0, end - partition.position());
                lags.put(partition.number(), lag);
                positions.put(partition.number(), partition.position());
                report(partition, lag);
            }
        }
        metrics.lag(lags);
        metrics.positions(positions);
    }

    private void report(AssignedPartition partition, long lag) {
        if (partition.isLost() || partition.isInHand()) {
            return;
        }
        if (lag == 0) {
            progress.level(partition.number());
        } else if (partition.buffered() > 0) {
            progress.behind(partition.number(), partition.position());
        } else {
            progress.starved(partition.number(), partition.position());
        }
    }
}
