package campaignflows.communication.external;

import campaignflows.communication.storage.Columns;
import campaignflows.communication.storage.SqlRepository;
import campaignflows.platform.database.Tx;
import campaignflows.platform.values.Sha256;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** What external agents have told, and what it adds to communications whose rows the caller has locked. */
@Singleton
public final class AgentEventRepository extends SqlRepository {

    /** Notes the event; false if it has been taken before. */
    boolean isNew(Tx tx, UUID agentId, String eventId, Instant now) {
        return tx.query("""
                                insert into agent_events (agent_id, event_digest, received_at) values (:agent, :digest, :now)
                                on conflict do nothing
                                """)
                        .bind("agent", agentId)
                        .bind("digest", Sha256.hex(eventId))
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /** Whether it was usual begun to be handed to its agent: of others an agent knows nothing. */
    boolean isAttempted(Tx tx, UUID communicationId) {
        return tx.query("select exists (select from attempts where communication_id = :id) as attempted")
                .bind("id", communicationId)
                .one(row -> row.bool("attempted"))
                .orElse(false);
    }

    /** Results that count in addition to those that are there, before steps are made: the steps tell of them. */
    void addResults(Tx tx, UUID communicationId, Map<String, String> results) {
        tx.query("""
                        update communications set results = results || cast(:results::text as jsonb)
                         where id = :id and not erased
                        """)
                .bind("id", communicationId)
                .bind("results", Columns.json(results))
                .execute();
    }

    /** The agent has evidently taken the session, whatever became of the response to the attempt. */
    void endAttempt(Tx tx, UUID communicationId, Instant now) {
        tx.query("""
                        update attempts set ended_at = :now, outcome = 'accepted'
                         where communication_id = :id and outcome is null
                        """).bind("id", communicationId).bind("now", now).execute();
    }

    /** The number of the next message of the session, not below the given one. */
    int nextNumber(Tx tx, UUID sessionId, int atLeast) {
        return tx.query("""
                        select greatest(coalesce(max(number) + 1, 0), :atLeast) as next from messages where session_id = :session
                        """)
                .bind("session", sessionId)
                .bind("atLeast", atLeast)
                .one(row -> row.integer("next"))
                .orElseThrow();
    }

    /** Deletes some of those that were taken before; returns how many. */
    int forget(Tx tx, Instant before, int limit) {
        return tx.query("""
                        delete from agent_events where ctid = any(array(
                            select ctid from agent_events where received_at < :before order by received_at limit :limit))
                        """).bind("before", before).bind("limit", limit).execute();
    }
}
