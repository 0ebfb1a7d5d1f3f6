package campaignflows.participant.walkcommit;

import campaignflows.platform.contracts.Topics;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.stream.Collectors;

/** What the database knows about the events that the engine still has to walk. */
@Singleton
class BacklogRepository {

    /** Up to which offset each partition has been walked; without those that never were. */
    Map<Integer, Long> walkedTo(Tx tx) {
        return tx
                .query(
                        "select partition, position from consumer_positions where consumer = :consumer and topic = :topic")
                .bind("consumer", EngineTopic.CONSUMER)
                .bind("topic", Topics.PARTICIPANT_EVENTS)
                .list(row -> Map.entry(row.integer("partition"), row.bigint("position")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Messages that are not on any topic yet. */
    long unpublished(Tx tx) {
        return tx.query("select coalesce(sum(messages), 0)::bigint as messages from outbox")
                .one(row -> row.bigint("messages"))
                .orElseThrow();
    }
}
