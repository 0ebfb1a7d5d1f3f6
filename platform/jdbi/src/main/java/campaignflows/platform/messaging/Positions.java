package campaignflows.platform.messaging;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * The stored positions of consumers: the next offset of each partition to be read. Also for a service that is the commit
 * point of another's consumer.
 */
public final class Positions {

    /**
     * Moves a position; to be the first statement of the transaction of the batch's effects.
     *
     * @return false if the stored position is not {@code from}, or the topic is another: the caller rolls back
     */
    public boolean move(Handle transaction, String consumer, TopicRef topic, int partition, long from, long to) {
        return transaction
                        .createUpdate("""
                                update consumer_position
                                   set position = :to, moved_at = clock_timestamp()
                                 where consumer = :consumer and topic = :topic and partition = :partition
                                   and topic_id = :topicId and position = :from
                                """)
                        .bind("consumer", consumer)
                        .bind("topic", topic.name())
                        .bind("topicId", topic.id())
                        .bind("partition", partition)
                        .bind("from", from)
                        .bind("to", to)
                        .execute()
                == 1;
    }

    /**
     * The stored positions of those of the partitions that have one.
     *
     * @throws TopicMismatchException if they were stored for a topic with another id
     */
    public Map<Integer, Long> of(Handle handle, String consumer, TopicRef topic, Set<Integer> partitions) {
        Map<Integer, Long> positions = new HashMap<>();
        handle.createQuery("""
                        select partition, topic_id, position from consumer_position
                         where consumer = :consumer and topic = :topic and partition = any (:partitions)
                        """)
                .bind("consumer", consumer)
                .bind("topic", topic.name())
                .bind("partitions", partitions.toArray(Integer[]::new))
                .map((row, context) -> {
                    UUID id = row.getObject("topic_id", UUID.class);
                    if (!id.equals(topic.id())) {
                        throw TopicMismatchException.of(consumer, topic, id);
                    }
                    return Map.entry(row.getInt("partition"), row.getLong("position"));
                })
                .forEach(entry -> positions.put(entry.getKey(), entry.getValue()));
        return positions;
    }

    /** Stores first positions; those that exist stay as they are. */
    public void begin(Handle transaction, String consumer, TopicRef topic, Map<Integer, Long> positions) {
        transaction
                .createUpdate("""
                        insert into consumer_position (consumer, topic, partition, topic_id, position)
                        select :consumer, :topic, p.partition, :topicId, p.position
                          from unnest(:partitions, :positions) as p (partition, position)
                         order by p.partition
                            on conflict (consumer, topic, partition) do nothing
                        """)
                .bind("consumer", consumer)
                .bind("topic", topic.name())
                .bind("topicId", topic.id())
                .bind("partitions", positions.keySet().toArray(Integer[]::new))
                .bind("positions", positions.values().toArray(Long[]::new))
                .execute();
    }
}
