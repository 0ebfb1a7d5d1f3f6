package campaignflows.participant.walk;

import campaignflows.platform.contracts.Topics;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** What the database knows of the events that the engine has still to walk. */
@Singleton
class BacklogRepository {

    /** Up to where each partition has been walked; without those that never were. */
    Map<Integer, Long> walkedTo(Handle handle) {
        return handle.createQuery(
                        "select partition, position from consumer_position where consumer = :consumer and topic = :topic")
                .bind("consumer", EngineTopic.CONSUMER)
                .bind("topic", Topics.PARTICIPANT_EVENTS)
                .reduceRows(new HashMap<>(), (positions, row) -> {
                    positions.put(row.getColumn("partition", Integer.class), row.getColumn("position", Long.class));
                    return positions;
                });
    }

    /** Messages that are not on any topic yet. */
    long unpublished(Handle handle) {
        return handle.createQuery("select coalesce(sum(messages), 0) from outbox")
                .mapTo(Long.class)
                .one();
    }
}
