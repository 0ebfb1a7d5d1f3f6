package campaignflows.platform.database;

import campaignflows.platform.messaging.PartitionBatch;
import campaignflows.platform.messaging.TopicMismatchException;
import campaignflows.platform.messaging.TopicRef;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The stored positions of consumers: the next offset of each partition to be read. Also for a service that is the commit
 * point of another's consumer.
 */
public final class Positions {

    /**
     * Moves a position; to be the first statement of the transaction of the batch's effects, or the only one if it has none.
     *
     * @return false if the stored position is not {@code from}, or the topic is another: the caller rolls back
     */
    public boolean move(Tx tx, String consumer, TopicRef topic, int partition, long from, long to) {
        tx.requireAtomic();
        return tx.query("""
                        update consumer_positions
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
     * Moves the positions of several partitions of a topic, else as the other.
     *
     * @return false if one of them could not be moved: the caller rolls back
     */
    public boolean move(Tx tx, String consumer, List<PartitionBatch> batches) {
        tx.requireAtomic();
        TopicRef topic = batches.getFirst().topic();
        return tx.query("""
                        update consumer_positions as stored
                           set position = batch.next, moved_at = clock_timestamp()
                          from unnest(:partitions::int[], :from::bigint[], :to::bigint[], :topicIds::uuid[])
                               as batch (partition, first, next, topic_id)
                         where stored.consumer = :consumer and stored.topic = :topic
                           and stored.partition = batch.partition
                           and stored.topic_id = batch.topic_id and stored.position = batch.first
                        """)
                        .bind("consumer", consumer)
                        .bind("topic", topic.name())
                        .bind(
                                "partitions",
                                batches.stream().map(PartitionBatch::partition).toArray(Integer[]::new))
                        .bind("from", batches.stream().map(PartitionBatch::from).toArray(Long[]::new))
                        .bind("to", batches.stream().map(PartitionBatch::to).toArray(Long[]::new))
                        .bind(
                                "topicIds",
                                batches.stream()
                                        .map(batch -> batch.topic().id())
                                        .toArray(UUID[]::new))
                        .execute()
                == batches.size();
    }

    /**
     * The stored positions of those of the partitions that have one.
     *
     * @throws TopicMismatchException if they were stored for a topic with another id
     */
    public Map<Integer, Long> of(Tx tx, String consumer, TopicRef topic, Set<Integer> partitions) {
        return tx
                .query("""
                        select partition, topic_id, position from consumer_positions
                         where consumer = :consumer and topic = :topic and partition = any (:partitions)
                        """)
                .bind("consumer", consumer)
                .bind("topic", topic.name())
                .bind("partitions", partitions.toArray(Integer[]::new))
                .list(row -> {
                    UUID id = row.uuid("topic_id");
                    if (!id.equals(topic.id())) {
                        throw TopicMismatchException.of(consumer, topic, id);
                    }
                    return Map.entry(row.integer("partition"), row.bigint("position"));
                })
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Stores first positions; those that exist stay as they are. */
    public void begin(Tx tx, String consumer, TopicRef topic, Map<Integer, Long> positions) {
        tx.requireTransaction();
        tx.query("""
                insert into consumer_positions (consumer, topic, partition, topic_id, position)
                select :consumer, :topic, p.partition, :topicId, p.position
                  from unnest(:partitions::int[], :positions::bigint[]) as p (partition, position)
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
