package campaignflows.communication.record;

import campaignflows.communication.storage.Columns;
import campaignflows.communication.storage.SqlRepository;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Communications in the database. Batches are locked in the order of their ids, so that two cannot lock crosswise. */
public final class CommunicationRepository extends SqlRepository {
    private static final String COLUMNS = """
            c.id, c.plan_id, c.tenant_id, c.campaign_id, c.participant_id, c.customer_id, c.name, c.channel, c.channel_id,
            c.agent_id, c.status, c.reason, c.scheduled_at, c.created_at, c.started_at, c.ended_at, c.session_id,
            c.results, c.depth, c.erased
            """;

    /** Locks those that exist. */
    public List<Communication> lock(Handle tx, Collection<UUID> ids) {
        return tx.createQuery(
                        "select " + COLUMNS + " from communications c where c.id = any(:ids) order by c.id for update")
                .bind("ids", ids.toArray(UUID[]::new))
                .map((row, context) -> read(row))
                .list();
    }

    /** Stores what transitions made of locked communications; whoever was sending them has let go. */
    public void save(Handle tx, List<Transitions.Result> results) {
        tx.createUpdate("""
                        update communications c
                           set status = u.status, reason = u.reason, started_at = u.started_at, ended_at = u.ended_at,
                               session_id = u.session_id, results = u.results::jsonb, due_at = u.due_at,
                               lease_owner = null, lease_until = null
                          from unnest(:ids, :statuses, :reasons, :startedAts, :endedAts, :sessions, :results, :dueAts)
                               as u (id, status, reason, started_at, ended_at, session_id, results, due_at)
                         where c.id = u.id
                        """)
                .bind("ids", column(results, r -> r.communication().id(), UUID[]::new))
                .bind(
                        "statuses",
                        column(results, r -> Columns.name(r.communication().status()), String[]::new))
                .bind("reasons", column(results, r -> r.communication().reason(), String[]::new))
                .bind("startedAts", column(results, r -> r.communication().startedAt(), Instant[]::new))
                .bind("endedAts", column(results, r -> r.communication().endedAt(), Instant[]::new))
                .bind("sessions", column(results, r -> r.communication().sessionId(), UUID[]::new))
                .bind(
                        "results",
                        column(results, r -> Columns.json(r.communication().results()), String[]::new))
                .bind("dueAts", column(results, Transitions.Result::dueAt, Instant[]::new))
                .execute();
    }

    /** What was said in the sessions; a message that is there already stays as it is. */
    public void addMessages(Handle tx, List<Transitions.Result> results) {
        record Row(UUID session, Message message) {}
        List<Row> rows = results.stream()
                .flatMap(result -> {
                    UUID session = result.communication().sessionId();
                    return session == null
                            ? java.util.stream.Stream.<Row>empty()
                            : result.said().stream().map(message -> new Row(session, message));
                })
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        tx.createUpdate("""
                        insert into messages (session_id, number, at, sender, text)
                        select * from unnest(:sessions, :numbers, :ats, :senders, :texts)
                        on conflict do nothing
                        """)
                .bind("sessions", column(rows, Row::session, UUID[]::new))
                .bind("numbers", column(rows, row -> row.message().number(), Integer[]::new))
                .bind("ats", column(rows, row -> row.message().at(), Instant[]::new))
                .bind("senders", column(rows, row -> Columns.name(row.message().sender()), String[]::new))
                .bind("texts", column(rows, row -> row.message().text(), String[]::new))
                .execute();
    }

    public Optional<Communication> find(Handle handle, UUID tenantId, UUID id) {
        return handle.createQuery(
                        "select " + COLUMNS + " from communications c where c.tenant_id = :tenant and c.id = :id")
                .bind("tenant", tenantId)
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** A participant's, those created last first, after the given one. */
    public List<Communication> ofParticipant(
            Handle handle,
            UUID tenantId,
            UUID campaignId,
            UUID participantId,
            @Nullable Instant beforeCreatedAt,
            @Nullable UUID beforeId,
            int limit) {
        return handle.createQuery("select " + COLUMNS + """
                         from communications c
                        where c.participant_id = :participant and c.campaign_id = :campaign and c.tenant_id = :tenant
                          and (cast(:createdAt as timestamptz) is null
                               or (c.created_at, c.id) < (:createdAt, cast(:id as uuid)))
                        order by c.created_at desc, c.id desc limit :limit
                        """)
                .bind("participant", participantId)
                .bind("campaign", campaignId)
                .bind("tenant", tenantId)
                .bind("createdAt", beforeCreatedAt)
                .bind("id", beforeId)
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list();
    }

    /** A person's in all campaigns, those created last first, after the given one. */
    List<Communication> ofCustomer(
            Handle handle,
            UUID tenantId,
            UUID customerId,
            @Nullable Instant beforeCreatedAt,
            @Nullable UUID beforeId,
            int limit) {
        return handle.createQuery("select " + COLUMNS + """
                         from communications c
                        where c.customer_id = :customer and c.tenant_id = :tenant and not c.erased
                          and (cast(:createdAt as timestamptz) is null
                               or (c.created_at, c.id) < (:createdAt, cast(:id as uuid)))
                        order by c.created_at desc, c.id desc limit :limit
                        """)
                .bind("customer", customerId)
                .bind("tenant", tenantId)
                .bind("createdAt", beforeCreatedAt)
                .bind("id", beforeId)
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list();
    }

    static Communication read(ResultSet row) throws SQLException {
        return new Communication(
                uuid(row, "id"),
                uuid(row, "plan_id"),
                uuid(row, "tenant_id"),
                uuid(row, "campaign_id"),
                uuid(row, "participant_id"),
                uuid(row, "customer_id"),
                text(row, "name"),
                constant(row, "channel", ChannelType.class),
                uuid(row, "channel_id"),
                uuid(row, "agent_id"),
                constant(row, "status", CommunicationStatus.class),
                row.getString("reason"),
                instant(row, "scheduled_at"),
                instant(row, "created_at"),
                instantOrNull(row, "started_at"),
                instantOrNull(row, "ended_at"),
                uuidOrNull(row, "session_id"),
                texts(row, "results"),
                row.getInt("depth"),
                row.getBoolean("erased"));
    }
}
