package campaignflows.communication.session;

import campaignflows.communication.storage.Columns;
import campaignflows.communication.storage.SqlRepository;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.message.MessageContent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Sessions in the database: a part of their communication's row, and the messages. */
final class SessionRepository extends SqlRepository {

    /** A session without its messages. */
    record Row(
            UUID id,
            UUID communicationId,
            String name,
            CommunicationStatus status,
            Instant startedAt,
            Map<String, String> parameters,
            Map<String, String> results,
            MessageContent content,
            boolean erased) {}

    Optional<Row> find(Handle handle, UUID tenantId, UUID id) {
        return handle.createQuery("""
                        select session_id, id, name, status, started_at, parameters, results, content, erased
                          from communications where session_id = :id and tenant_id = :tenant
                        """)
                .bind("id", id)
                .bind("tenant", tenantId)
                .map((row, context) -> new Row(
                        uuid(row, "session_id"),
                        uuid(row, "id"),
                        text(row, "name"),
                        constant(row, "status", CommunicationStatus.class),
                        instant(row, "started_at"),
                        texts(row, "parameters"),
                        texts(row, "results"),
                        content(row.getString("content")),
                        row.getBoolean("erased")))
                .findOne();
    }

    List<SessionView.Said> messages(Handle handle, UUID id) {
        return handle.createQuery("select at, sender, text from messages where session_id = :id order by at, number")
                .bind("id", id)
                .map((row, context) -> new SessionView.Said(
                        instant(row, "at"), constant(row, "sender", SessionView.From.class), text(row, "text")))
                .list();
    }

    /** A session that a contact began, by the message that began it. */
    record Incoming(Instant saidAt, @Nullable String text) {}

    Optional<Incoming> findIncoming(Handle handle, UUID tenantId, UUID id) {
        return handle.createQuery("""
                        select said_at, text from inbound_messages
                         where id = :id and tenant_id = :tenant and state in ('incoming', 'told', 'unheard')
                        """)
                .bind("id", id)
                .bind("tenant", tenantId)
                .map((row, context) -> new Incoming(instant(row, "said_at"), row.getString("text")))
                .findOne();
    }

    private static MessageContent content(@Nullable String json) {
        return json == null ? MessageContent.NONE : Columns.json(json, MessageContent.class);
    }
}
