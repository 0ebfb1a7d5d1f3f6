package campaignflows.local.partition;

import campaignflows.local.partition.ServiceDatabase.Position;
import campaignflows.platform.contracts.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * The records that consumers have not read yet.
 *
 * @param records their number, by consumer and topic; consumers that have read everything with 0
 */
record Waiting(Map<String, Long> records) {

    /**
     * Counts for all consumers that there should be, and for others that have positions.
     *
     * @param positions where the consumers are; in a partition without one, a consumer has read nothing
     * @param beginnings of the partitions of all topics that count
     * @param ends likewise
     */
    static Waiting of(List<Position> positions, Map<TopicPartition, Long> beginnings, Map<TopicPartition, Long> ends) {
        Map<Consumer, Map<TopicPartition, Long>> byConsumer = new HashMap<>();
        Topics.CUSTOMER_TOPIC_READERS.forEach(
                reader -> byConsumer.put(new Consumer(reader.consumer(), reader.topic()), new HashMap<>()));
        for (Position one : positions) {
            byConsumer
                    .computeIfAbsent(new Consumer(one.consumer(), one.topic()), consumer -> new HashMap<>())
                    .put(new TopicPartition(one.topic(), one.partition()), one.position());
        }
        Map<String, Long> records = new TreeMap<>();
        byConsumer.forEach((consumer, at) -> ends.forEach((partition, end) -> {
            if (partition.topic().equals(consumer.topic())) {
                long begin = Objects.requireNonNullElse(at.get(partition), beginnings.getOrDefault(partition, 0L));
                records.merge(consumer.toString(), Math.max(0, end - begin), Long::sum);
            }
        }));
        return new Waiting(records);
    }

    private record Consumer(String name, String topic) {
        @Override
        public String toString() {
            return name + " of " + topic;
        }
    }

    long total() {
        return records.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Who has how many to read, as people read it. */
    String inWords() {
        StringBuilder text = new StringBuilder();
        records.forEach((consumer, number) -> {
            if (number > 0) {
                text.append(text.isEmpty() ? "" : ", ")
                        .append(number)
                        .append(" for ")
                        .append(consumer);
            }
        });
        return text.isEmpty() ? "nothing" : text.toString();
    }
}
