package campaignflows.platform.messaging;

import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** A stub of the admin client, with what a consumer asks of it: the topic's id, its beginning and its ends. */
final class TestAdmin {

    UUID topicId = new UUID(7, 7);
    long beginning;
    final Map<Integer, Long> ends = new HashMap<>();

    Admin client() {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(),
                new Class<?>[] {Admin.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "describeTopics" -> described((Collection<?>) arguments[0]);
                    case "listOffsets" -> offsets((Map<?, ?>) arguments[0]);
                    case "close" -> null;
                    default -> throw new UnsupportedOperationException(method.toString());
                });
    }

    @SuppressWarnings("NullAway") // Kafka's own way to say that it was not asked by ids
    private DescribeTopicsResult described(Collection<?> topics) {
        Map<String, KafkaFuture<TopicDescription>> found = new HashMap<>();
        topics.forEach(topic -> found.put(
                (String) topic,
                KafkaFuture.completedFuture(new TopicDescription(
                        (String) topic,
                        false,
                        List.of(),
                        Set.of(),
                        new Uuid(topicId.getMostSignificantBits(), topicId.getLeastSignificantBits())))));
        return new DescribeTopicsResult(null, found) {};
    }

    private ListOffsetsResult offsets(Map<?, ?> asked) {
        Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> found = new HashMap<>();
        asked.forEach((key, which) -> {
            var partition = (TopicPartition) key;
            long offset =
                    which instanceof OffsetSpec.EarliestSpec ? beginning : ends.getOrDefault(partition.partition(), 0L);
            found.put(partition, KafkaFuture.completedFuture(new ListOffsetsResultInfo(offset, 0, Optional.empty())));
        });
        return new ListOffsetsResult(found);
    }
}
