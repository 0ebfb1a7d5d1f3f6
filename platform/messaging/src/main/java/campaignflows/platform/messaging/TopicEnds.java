package campaignflows.platform.messaging;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The ends of topics: what a reader of committed records can reach. Its connection is opened at the first request. */
public final class TopicEnds implements AutoCloseable {

    private static final int TIMEOUT_MS = 2_000;

    private final KafkaConnection kafka;
    private @Nullable Admin admin;

    public TopicEnds(KafkaConnection kafka) {
        this.kafka = kafka;
    }

    /**
     * The offset after the last committed record of each partition.
     *
     * @throws KafkaException if Kafka does not answer, each of the two questions within two seconds
     */
    public Map<Integer, Long> of(String topic) throws InterruptedException {
        ListOffsetsOptions options = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs(TIMEOUT_MS);
        try {
            TopicDescription description = Objects.requireNonNull(
                    admin().describeTopics(List.of(topic), new DescribeTopicsOptions().timeoutMs(TIMEOUT_MS))
                            .allTopicNames()
                            .get()
                            .get(topic));
            Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
            description
                    .partitions()
                    .forEach(partition ->
                            asked.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
            Map<Integer, Long> ends = new HashMap<>();
            admin().listOffsets(asked, options)
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
            return ends;
        } catch (ExecutionException e) {
            throw PositionFinder.unwrapped(e);
        }
    }

    private synchronized Admin admin() {
        Admin known = admin;
        if (known == null) {
            known = kafka.admin("topic-ends");
            admin = known;
        }
        return known;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }
}
