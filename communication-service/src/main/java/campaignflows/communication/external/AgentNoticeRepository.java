package campaignflows.communication.external;

import campaignflows.communication.storage.SqlRepository;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What external agents are to be told. It is written by whoever ends their sessions or stores what is said in them, in the transaction that does. */
@Singleton
final class AgentNoticeRepository extends SqlRepository {

    /**
     * One that is to be told.
     *
     * @param said     what the contact has said; null: it is told of something else, or what was said is gone
     * @param attempts this one counted
     */
    record Due(
            UUID id,
            UUID agentId,
            AgentNotice.Kind kind,
            UUID communicationId,
            ChannelType channel,
            CommunicationStatus status,
            AgentNotice.@Nullable Said said,
            int attempts) {

        /** The person was erased meanwhile. */
        boolean isGone() {
            return kind == AgentNotice.Kind.SESSION_MESSAGE && said == null;
        }
    }

    /**
     * Takes the longest due, of each session the first that is left; those that another replica takes are left to it.
     *
     * @param busy agents that are being told something now
     */
    List<Due> claim(Tx tx, Collection<UUID> busy, Instant now, Instant until, int limit) {
        return tx.query("""
                        with due as (
                            select id from agent_notices n
                             where due_at <= :now and agent_id <> all(:busy)
                               and not exists (select from agent_notices e
                                                where e.communication_id = n.communication_id and e.place < n.place)
                             order by due_at, place limit :limit for update skip locked)
                        update agent_notices n set due_at = :until, attempts = n.attempts + 1
                          from due, communications c
                         where n.id = due.id and c.id = n.communication_id
                        returning n.id, n.agent_id, n.kind, n.communication_id, n.attempts, c.channel, c.status,
                                  (select m.text from messages m
                                    where m.session_id = c.session_id and m.number = n.message_number) as text,
                                  (select m.at from messages m
                                    where m.session_id = c.session_id and m.number = n.message_number) as at
                        """)
                .bind("busy", busy.toArray(UUID[]::new))
                .bind("now", now)
                .bind("until", until)
                .bind("limit", limit)
                .list(row -> new Due(
                        row.uuid("id"),
                        row.uuid("agent_id"),
                        row.constant("kind", AgentNotice.Kind.class),
                        row.uuid("communication_id"),
                        row.constant("channel", ChannelType.class),
                        row.constant("status", CommunicationStatus.class),
                        said(row),
                        row.integer("attempts")));
    }

    private static AgentNotice.@Nullable Said said(Row row) {
        String text = row.orNull("text", Row::text);
        Instant at = row.orNull("at", Row::instant);
        return text == null || at == null ? null : new AgentNotice.Said(AgentEvent.From.CONTACT, text, at);
    }

    /** They were told, or it is of no use to go on. */
    void remove(Tx tx, Collection<UUID> ids) {
        tx.query("delete from agent_notices where id = any(:ids)")
                .bind("ids", ids.toArray(UUID[]::new))
                .execute();
    }

    /** They are due at once again. */
    void giveBack(Tx tx, Collection<UUID> ids) {
        tx.query("update agent_notices set due_at = '-infinity' where id = any(:ids)")
                .bind("ids", ids.toArray(UUID[]::new))
                .execute();
    }

    /** The agent is told nothing of what is due before that moment. */
    void postpone(Tx tx, UUID agentId, Instant until) {
        tx.query("update agent_notices set due_at = :until where agent_id = :agent and due_at < :until")
                .bind("agent", agentId)
                .bind("until", until)
                .execute();
    }
}
