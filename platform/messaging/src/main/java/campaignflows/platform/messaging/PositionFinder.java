package campaignflows.platform.messaging;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** Finds where to go on in partitions: at the stored positions, or at the beginning where none was ever stored. */
final class PositionFinder {

    private final Admin admin;
    private final BatchSink sink;

    PositionFinder(Admin admin, BatchSink sink) {
        this.admin = admin;
        this.sink = sink;
    }

    record Found(TopicRef topic, Map<Integer, Long> positions) {}

    Found find(String topicName, Set<Integer> partitions) throws InterruptedException {
        TopicRef topic = identify(topicName);
        Map<Integer, Long> positions = sink.positions(topic, partitions);
        Set<Integer> fresh = new HashSet<>(partitions);
        fresh.removeAll(positions.keySet());
        if (!fresh.isEmpty()) {
            sink.begin(topic, beginnings(topicName, fresh));
            positions = sink.positions(topic, partitions);
        }
        if (!positions.keySet().containsAll(partitions)) {
            throw new IllegalStateException("Expected a stored position for each of the partitions " + partitions
                    + " of " + topicName + ", but there are only those of " + positions.keySet());
        }
        return new Found(topic, positions);
    }

    private TopicRef identify(String topicName) throws InterruptedException {
        try {
            TopicDescription description = Objects.requireNonNull(admin.describeTopics(List.of(topicName))
                    .allTopicNames()
                    .get()
                    .get(topicName));
            Uuid id = description.topicId();
            return new TopicRef(topicName, new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits()));
        } catch (ExecutionException e) {
            throw unwrapped(e);
        }
    }

    private Map<Integer, Long> beginnings(String topicName, Set<Integer> partitions) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = partitions.stream()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topicName, partition), partition -> OffsetSpec.earliest()));
        try {
            Map<Integer, Long> beginnings = new HashMap<>();
            admin.listOffsets(asked)
                    .all()
                    .get()
                    .forEach((partition, result) -> beginnings.put(partition.partition(), result.offset()));
            return beginnings;
        } catch (ExecutionException e) {
            throw unwrapped(e);
        }
    }

    static RuntimeException unwrapped(ExecutionException e) {
        return e.getCause() instanceof RuntimeException cause ? cause : new KafkaException(e.getCause());
    }
}
