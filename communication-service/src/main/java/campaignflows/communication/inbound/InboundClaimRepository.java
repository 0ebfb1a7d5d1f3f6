package campaignflows.communication.inbound;

import campaignflows.communication.storage.SqlRepository;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages of contacts to carry them on, and gives them back.
 *
 * <p>Must hold, since the order of what a contact has said depends on it: of each contact the open messages are taken in their
 * order, the first ones first. So one that was taken before, and is not done with, keeps back all that came after it and was
 * taken less often.
 */
@Singleton
final class InboundClaimRepository extends SqlRepository {
    /** As often as that a message is tried before those after it no longer wait for it: for about four minutes. */
    static final int PATIENCE = 8;

    /** So many times the limit are looked at in each tenant to find as many as it whose contact has nothing at work. */
    private static final int WINDOW = 10;

    /** Of the lock by which one claim is made after the other; the first of a pair, so that it is no customer's. */
    private static final int LOCK = 112;

    static final String CLAIM = """
            with recursive tenants as (
                (select tenant_id from inbound_messages where state in ('received', 'incoming')
                  order by tenant_id limit 1)
                union all
                select (select m.tenant_id from inbound_messages m
                         where m.state in ('received', 'incoming') and m.tenant_id > t.tenant_id
                         order by m.tenant_id limit 1)
                  from tenants t where t.tenant_id is not null),
            turns as (
                select oldest.id
                  from tenants t
                  cross join lateral (
                       select m.id, row_number() over (order by m.due_at, m.id) as turn
                         from (select w.id, w.due_at
                                 from (select id, due_at, channel_id, contact, attempts from inbound_messages
                                        where tenant_id = t.tenant_id and state in ('received', 'incoming')
                                          and due_at <= :now
                                        order by due_at, id limit :window) as w
                                where not exists (
                                      select from inbound_messages e
                                       where e.channel_id = w.channel_id and e.contact = w.contact and e.id < w.id
                                         and e.state in ('received', 'incoming') and e.attempts > 0
                                         and e.attempts < :patience and (e.due_at > :now or e.attempts > w.attempts))
                                order by w.due_at, w.id limit :limit) as m) as oldest
                 order by oldest.turn, oldest.id limit :limit),
            due as (
                select id from inbound_messages
                 where id in (select id from turns) and state in ('received', 'incoming') and due_at <= :now
                 order by id for update skip locked),
            claimed as (
                update inbound_messages m set due_at = :until, attempts = m.attempts + 1
                  from due where m.id = due.id
                returning m.id, m.tenant_id, m.channel_id, m.channel, m.identifiers::text as identifiers,
                          m.name, m.text,
                          m.said_at, m.customer_id, m.attempts, m.answers, m.contact)
            select id, tenant_id, channel_id, channel, identifiers, name, text, said_at, customer_id, attempts,
                   answers, contact
              from claimed order by id
            """;

    /**
     * Takes what is due: the oldest of each tenant, then the second oldest of each, so that one who is flooded delays no other.
     * Replicas do so one after the other: each sees what the one before has taken.
     */
    List<InboundRepository.Open> claim(Tx tx, Instant now, Instant until, int limit) {
        tx.query("select pg_advisory_xact_lock(:lock::integer, 0)")
                .bind("lock", LOCK)
                .execute();
        return tx.query(CLAIM)
                .bind("now", now)
                .bind("until", until)
                .bind("limit", limit)
                .bind("window", limit * WINDOW)
                .bind("patience", PATIENCE)
                .list(InboundClaimRepository::open);
    }

    private static InboundRepository.Open open(Row row) {
        return new InboundRepository.Open(
                row.uuid("id"),
                row.uuid("tenant_id"),
                row.uuid("channel_id"),
                row.constant("channel", ChannelType.class),
                identifiers(row),
                row.orNull("name", Row::text),
                row.text("text"),
                row.instant("said_at"),
                row.orNull("customer_id", Row::uuid),
                row.integer("attempts"),
                answers(row),
                row.orNull("contact", Row::text));
    }

    private static List<UUID> answers(Row row) {
        @Nullable List<UUID> given = row.orNull("answers", Row::uuids);
        return given == null ? List.of() : given;
    }

    /** None any more once it is known whose it is. */
    private static Map<String, String> identifiers(Row row) {
        @Nullable Map<String, String> given = row.orNull("identifiers", SqlRepository::texts);
        return given == null ? Map.of() : given;
    }

    /** One that is tried again later. */
    record Postponed(UUID id, Instant dueAt) {}

    void postpone(Tx tx, List<Postponed> postponed) {
        tx.query("""
                        update inbound_messages m set due_at = u.due_at
                          from unnest(:ids::uuid[], :dueAts::timestamptz[]) as u (id, due_at)
                         where m.id = u.id and m.state in ('received', 'incoming')
                        """)
                .bind("ids", column(postponed, Postponed::id, UUID[]::new))
                .bind("dueAts", column(postponed, Postponed::dueAt, Instant[]::new))
                .execute();
    }
}
