package campaignflows.platform.messaging;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** Finds where to continue in partitions: at the stored positions, or at the beginning where none was ever stored. */
final class PositionFinder {

    private final Admin admin;
    private final BatchSink sink;

    PositionFinder(Admin admin, BatchSink sink) {
        this.admin = admin;
        this.sink = sink;
    }

    record Found(TopicRef topic, Map<Integer, Long> positions) {}

    /** The positions of all of the partitions, or a failure. */
    CompletionStage<Found> find(String topicName, Set<Integer> partitions) {
        return admin.describeTopics(List.of(topicName))
                .allTopicNames()
                .toCompletionStage()
                .thenApply(described -> identified(topicName, Objects.requireNonNull(described.get(topicName))))
                .thenCompose(topic -> find(topic, partitions));
    }

    private CompletionStage<Found> find(TopicRef topic, Set<Integer> partitions) {
        return sink.positions(topic, partitions)
                .thenCompose(stored -> beginThoseWithout(topic, partitions, stored))
                .thenApply(positions -> found(topic, partitions, positions));
    }

    private CompletionStage<Map<Integer, Long>> beginThoseWithout(
            TopicRef topic, Set<Integer> partitions, Map<Integer, Long> stored) {
        Set<Integer> fresh = new HashSet<>(partitions);
        fresh.removeAll(stored.keySet());
        if (fresh.isEmpty()) {
            return CompletableFuture.completedStage(stored);
        }
        return beginnings(topic.name(), fresh)
                .thenCompose(beginnings -> sink.begin(topic, beginnings))
                .thenCompose(begun -> sink.positions(topic, partitions));
    }

    private static Found found(TopicRef topic, Set<Integer> partitions, Map<Integer, Long> positions) {
        if (!positions.keySet().containsAll(partitions)) {
            throw new IllegalStateException("Expected a stored position for each of the partitions " + partitions
                    + " of " + topic.name() + ", but there are only those of " + positions.keySet());
        }
        return new Found(topic, positions);
    }

    private static TopicRef identified(String topicName, TopicDescription description) {
        Uuid id = description.topicId();
        return new TopicRef(topicName, new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits()));
    }

    private CompletionStage<Map<Integer, Long>> beginnings(String topicName, Set<Integer> partitions) {
        Map<TopicPartition, OffsetSpec> asked = partitions.stream()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topicName, partition), partition -> OffsetSpec.earliest()));
        return admin.listOffsets(asked).all().toCompletionStage().thenApply(offsets -> {
            Map<Integer, Long> beginnings = new HashMap<>();
            offsets.forEach((partition, result) -> beginnings.put(partition.partition(), result.offset()));
            return beginnings;
        });
    }

    static RuntimeException unwrapped(ExecutionException e) {
        return e.getCause() instanceof RuntimeException cause ? cause : new KafkaException(e.getCause());
    }

    /** What went wrong, without what stages wrap it in. */
    static Throwable causeOf(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? causeOf(cause) : failure;
    }
}
