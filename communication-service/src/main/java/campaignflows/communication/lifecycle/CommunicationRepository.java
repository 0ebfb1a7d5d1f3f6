package campaignflows.communication.lifecycle;

import campaignflows.communication.storage.Columns;
import campaignflows.communication.storage.SqlRepository;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Communications in the database. Batches are locked in the order of their ids, so that two cannot lock crosswise. */
@Singleton
public final class CommunicationRepository extends SqlRepository {
    private static final String COLUMNS = """
            c.id, c.plan_id, c.tenant_id, c.campaign_id, c.participant_id, c.customer_id, c.name, c.channel, c.channel_id,
            c.agent_id, c.status, c.reason, c.scheduled_at, c.created_at, c.started_at, c.ended_at, c.session_id,
            c.results::text as results, c.depth, c.erased
            """;

    /** Locks those that exist. */
    public List<Communication> lock(Tx tx, Collection<UUID> ids) {
        return tx.query("select " + COLUMNS + " from communications c where c.id = any(:ids) order by c.id for update")
                .bind("ids", ids.toArray(UUID[]::new))
                .list(row -> read(row));
    }

    /** Stores what transitions made of locked communications; whoever was sending them has let go. */
    public void save(Tx tx, List<StatusTransitions.Result> results) {
        tx.query("""
                        update communications c
                           set status = u.status, reason = u.reason, started_at = u.started_at, ended_at = u.ended_at,
                               session_id = u.session_id, results = u.results::jsonb, due_at = u.due_at,
                               lease_owner = null, lease_until = null
                          from unnest(:ids::uuid[], :statuses::text[], :reasons::text[], :startedAts::timestamptz[],
                                      :endedAts::timestamptz[], :sessions::uuid[], :results::text[],
                                      :dueAts::timestamptz[])
                               as u (id, status, reason, started_at, ended_at, session_id, results, due_at)
                         where c.id = u.id
                        """)
                .bind("ids", column(results, r -> r.communication().id(), UUID[]::new))
                .bind("statuses", column(results, r -> r.communication().status(), CommunicationStatus[]::new))
                .bind("reasons", column(results, r -> r.communication().reason(), String[]::new))
                .bind("startedAts", column(results, r -> r.communication().startedAt(), Instant[]::new))
                .bind("endedAts", column(results, r -> r.communication().endedAt(), Instant[]::new))
                .bind("sessions", column(results, r -> r.communication().sessionId(), UUID[]::new))
                .bind(
                        "results",
                        column(results, r -> Columns.json(r.communication().results()), String[]::new))
                .bind("dueAts", column(results, StatusTransitions.Result::dueAt, Instant[]::new))
                .send();
    }

    /** What was said in the sessions; a message that is there already stays as it is. */
    public void addMessages(Tx tx, List<StatusTransitions.Result> results) {
        record Said(UUID session, Message message) {}
        List<Said> rows = results.stream()
                .flatMap(result -> {
                    UUID session = result.communication().sessionId();
                    return session == null
                            ? java.util.stream.Stream.<Said>empty()
                            : result.said().stream().map(message -> new Said(session, message));
                })
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        tx.query("""
                        insert into messages (session_id, number, at, sender, text)
                        select u.session_id, u.number, u.at, u.sender, u.text
                          from unnest(:sessions::uuid[], :numbers::integer[], :ats::timestamptz[], :senders::text[],
                                      :texts::text[]) as u (session_id, number, at, sender, text)
                        on conflict do nothing
                        """)
                .bind("sessions", column(rows, Said::session, UUID[]::new))
                .bind("numbers", column(rows, row -> row.message().number(), Integer[]::new))
                .bind("ats", column(rows, row -> row.message().at(), Instant[]::new))
                .bind("senders", column(rows, row -> row.message().sender(), Message.Sender[]::new))
                .bind("texts", column(rows, row -> row.message().text(), String[]::new))
                .send();
    }

    public Optional<Communication> find(Tx tx, UUID tenantId, UUID id) {
        return tx.query("select " + COLUMNS + " from communications c where c.tenant_id = :tenant and c.id = :id")
                .bind("tenant", tenantId)
                .bind("id", id)
                .one(row -> read(row));
    }

    /** A participant's, those created last first, after the given one. */
    public List<Communication> ofParticipant(
            Tx tx,
            UUID tenantId,
            UUID campaignId,
            UUID participantId,
            @Nullable Instant beforeCreatedAt,
            @Nullable UUID beforeId,
            int limit) {
        return tx.query("select " + COLUMNS + """
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
                .list(row -> read(row));
    }

    /** A person's in all campaigns, those created last first, after the given one. */
    List<Communication> ofCustomer(
            Tx tx,
            UUID tenantId,
            UUID customerId,
            @Nullable Instant beforeCreatedAt,
            @Nullable UUID beforeId,
            int limit) {
        return tx.query("select " + COLUMNS + """
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
                .list(row -> read(row));
    }

    static Communication read(Row row) {
        return new Communication(
                row.uuid("id"),
                row.uuid("plan_id"),
                row.uuid("tenant_id"),
                row.uuid("campaign_id"),
                row.uuid("participant_id"),
                row.uuid("customer_id"),
                row.text("name"),
                row.constant("channel", ChannelType.class),
                row.uuid("channel_id"),
                row.uuid("agent_id"),
                row.constant("status", CommunicationStatus.class),
                row.orNull("reason", Row::text),
                row.instant("scheduled_at"),
                row.instant("created_at"),
                row.orNull("started_at", Row::instant),
                row.orNull("ended_at", Row::instant),
                row.orNull("session_id", Row::uuid),
                texts(row, "results"),
                row.integer("depth"),
                row.bool("erased"));
    }
}
