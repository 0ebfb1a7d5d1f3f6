package campaignflows.communication.session;

import campaignflows.communication.storage.Columns;
import campaignflows.communication.storage.SqlRepository;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sessions in the database: a part of their communication's row, and the messages. */
@Singleton
public final class SessionRepository extends SqlRepository {

    /** A session without its messages. */
    record Stored(
            UUID id,
            UUID communicationId,
            String name,
            CommunicationStatus status,
            Instant startedAt,
            Map<String, String> parameters,
            Map<String, String> results,
            MessageContent content,
            boolean erased,
            boolean ofExternalAgent) {}

    Optional<Stored> find(Tx tx, UUID tenantId, UUID id) {
        return tx.query("""
                        select session_id, id, name, status, started_at, parameters::text as parameters,
                               results::text as results, content::text as content, erased or expired as erased,
                               exists (select from agents a where a.id = agent_id and a.kind = 'external') as external
                          from communications where session_id = :id and tenant_id = :tenant
                        """)
                .bind("id", id)
                .bind("tenant", tenantId)
                .one(row -> new Stored(
                        row.uuid("session_id"),
                        row.uuid("id"),
                        row.text("name"),
                        row.constant("status", CommunicationStatus.class),
                        row.instant("started_at"),
                        texts(row, "parameters"),
                        texts(row, "results"),
                        content(row.orNull("content", Row::text)),
                        row.bool("erased"),
                        row.bool("external")));
    }

    List<SessionView.Said> messages(Tx tx, UUID id) {
        return tx.query("select at, sender, text from messages where session_id = :id order by at, number")
                .bind("id", id)
                .list(row -> new SessionView.Said(
                        row.instant("at"), row.constant("sender", SessionView.From.class), row.text("text")));
    }

    /** A session that a contact began, by the message that began it. */
    record Incoming(Instant saidAt, @Nullable String text) {}

    Optional<Incoming> findIncoming(Tx tx, UUID tenantId, UUID id) {
        return tx.query("""
                        select said_at, text from inbound_messages
                         where id = :id and tenant_id = :tenant and state in ('incoming', 'told', 'unheard')
                        """)
                .bind("id", id)
                .bind("tenant", tenantId)
                .one(row -> new Incoming(row.instant("said_at"), row.orNull("text", Row::text)));
    }

    private static MessageContent content(@Nullable String json) {
        return json == null ? MessageContent.NONE : Columns.json(json, MessageContent.class);
    }
}
