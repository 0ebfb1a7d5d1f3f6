package campaignflows.communication.inbound;

import campaignflows.communication.channel.Channel;
import campaignflows.communication.storage.Columns;
import campaignflows.communication.storage.Digest;
import campaignflows.communication.storage.SqlRepository;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Messages of contacts in the database. */
@Singleton
final class InboundRepository extends SqlRepository {

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
                         from (select id, due_at from inbound_messages
                                where tenant_id = t.tenant_id and state in ('received', 'incoming')
                                  and due_at <= :now
                                order by due_at, id limit :limit) as m) as oldest
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
                          m.said_at, m.customer_id, m.attempts, m.answers)
            select id, tenant_id, channel_id, channel, identifiers, name, text, said_at, customer_id, attempts,
                   answers
              from claimed order by id
            """;

    /**
     * One that is to be carried on.
     *
     * @param customerId known since it was decided that it begins a session
     */
    record Open(
            UUID id,
            UUID tenantId,
            UUID channelId,
            ChannelType channel,
            Map<String, String> identifiers,
            @Nullable String name,
            String text,
            Instant saidAt,
            @Nullable UUID customerId,
            int attempts,
            List<UUID> answers) {}

    /** Stores those that are not there yet, in their order, and says how many these are. */
    int insert(Tx tx, Channel channel, List<InboundMessage> messages, Instant receivedAt) {
        return tx.query("""
                        insert into inbound_messages (id, tenant_id, channel_id, channel, provider_id, identifiers, name,
                                                      text, said_at, received_at, state, due_at, answers)
                        select u.id, :tenant::uuid, :channelId::uuid, :channel::text, u.provider_id, u.identifiers::jsonb, u.name, u.text,
                               u.said_at, :receivedAt::timestamptz, 'received', :receivedAt, u.answers::uuid[]
                          from unnest(:ids::uuid[], :providerIds::text[], :identifiers::text[], :names::text[],
                                      :texts::text[], :saidAts::timestamptz[], :answers::text[])
                               as u (id, provider_id, identifiers, name, text, said_at, answers)
                        on conflict (channel_id, provider_id) do nothing
                        """)
                .bind("tenant", channel.tenantId())
                .bind("channelId", channel.id())
                .bind("channel", channel.type())
                .bind("receivedAt", receivedAt)
                .bind("ids", column(messages, message -> Ids.v7(), UUID[]::new))
                .bind("providerIds", column(messages, message -> Digest.of(message.providerId()), String[]::new))
                .bind("identifiers", column(messages, message -> Columns.json(message.identifiers()), String[]::new))
                .bind("names", column(messages, InboundMessage::name, String[]::new))
                .bind("texts", column(messages, InboundMessage::text, String[]::new))
                .bind("answers", column(messages, InboundRepository::answers, String[]::new))
                .bind("saidAts", column(messages, message -> saidAt(message, receivedAt), Instant[]::new))
                .execute();
    }

    /** An array of an array is none that can be bound, so each is written as PostgreSQL does. */
    private static @Nullable String answers(InboundMessage message) {
        return message.answers().isEmpty()
                ? null
                : message.answers().stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    }

    /** A provider's clock may be wrong, and nothing is said in the future. */
    private static Instant saidAt(InboundMessage message, Instant receivedAt) {
        Instant said = message.saidAt();
        return said == null || said.isAfter(receivedAt) || said.isBefore(Instant.EPOCH) ? receivedAt : said;
    }

    /**
     * Takes what is due: the oldest of each tenant, then the second oldest of each, so that one who is flooded delays no other.
     * What another replica takes at this moment is left to it.
     */
    List<Open> claim(Tx tx, Instant now, Instant until, int limit) {
        return tx.query(CLAIM)
                .bind("now", now)
                .bind("until", until)
                .bind("limit", limit)
                .list(row -> new Open(
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
                        answers(row)));
    }

    private static List<UUID> answers(Row row) {
        List<UUID> given = row.orNull("answers", Row::uuids);
        return given == null ? List.of() : given;
    }

    /** None any more once it is known whose it is. */
    private static Map<String, String> identifiers(Row row) {
        Map<String, String> given = row.orNull("identifiers", SqlRepository::texts);
        return given == null ? Map.of() : given;
    }

    /** Tries again later. */
    void postpone(Tx tx, UUID id, Instant dueAt) {
        tx.query("""
                        update inbound_messages set due_at = :dueAt where id = :id and state in ('received', 'incoming')
                        """).bind("id", id).bind("dueAt", dueAt).execute();
    }

    /** It belongs to a communication's session, which has the text; says whether it was still open. */
    boolean replied(Tx tx, UUID id, UUID customerId) {
        return settle(tx, id, customerId, "replied", "text = null,");
    }

    /** It begins a session that nobody is told of. */
    boolean ignored(Tx tx, UUID id, UUID customerId) {
        return settle(tx, id, customerId, "unheard", "");
    }

    /** Nothing of it is kept. */
    boolean erased(Tx tx, UUID id, UUID customerId) {
        return settle(tx, id, customerId, "erased", "text = null,");
    }

    private static boolean settle(Tx tx, UUID id, UUID customerId, String state, String more) {
        return tx.query(
                                "update inbound_messages set state = :state, customer_id = :customer, due_at = null, "
                                        + more
                                        + " identifiers = null, name = null, answers = null where id = :id and state = 'received'")
                        .bind("id", id)
                        .bind("customer", customerId)
                        .bind("state", state)
                        .execute()
                == 1;
    }

    /** It begins a session that the campaigns are to be told of; stays claimed. */
    boolean incoming(Tx tx, UUID id, UUID customerId) {
        return tx.query("""
                                update inbound_messages
                                   set state = 'incoming', customer_id = :customer, identifiers = null, name = null, answers = null
                                 where id = :id and state = 'received'
                                """).bind("id", id).bind("customer", customerId).execute() == 1;
    }

    void announced(Tx tx, UUID id) {
        tx.query("update inbound_messages set state = 'told', due_at = null where id = :id and state = 'incoming'")
                .bind("id", id)
                .execute();
    }

    /** It cannot be anybody's. */
    void refused(Tx tx, UUID id) {
        tx.query("""
                        update inbound_messages
                           set state = 'refused', due_at = null, identifiers = null, name = null, text = null, answers = null
                         where id = :id and state in ('received', 'incoming')
                        """).bind("id", id).execute();
    }

    /** Open sessions of the person on the channel, those begun last first. */
    List<UUID> openSessions(Tx tx, UUID tenantId, UUID channelId, UUID customerId, int limit) {
        return tx.query("""
                        select id from communications
                         where customer_id = :customer and channel_id = :channel and tenant_id = :tenant and not erased
                           and status in ('started', 'delivered', 'read', 'replied')
                         order by started_at desc, id desc limit :limit
                        """)
                .bind("customer", customerId)
                .bind("channel", channelId)
                .bind("tenant", tenantId)
                .bind("limit", limit)
                .list(row -> row.uuid("id"));
    }

    /** Whose communication it is that a message answers: of the first that is known and not erased. */
    Optional<UUID> customerOfAnswered(Tx tx, Open message) {
        return tx.query("""
                        select c.customer_id from unnest(:answers::uuid[]) with ordinality as u (id, place)
                          join communications c on c.id = u.id
                         where c.tenant_id = :tenant and c.channel = :channel and not c.erased and c.started_at is not null
                         order by u.place limit 1
                        """)
                .bind("answers", message.answers().toArray(UUID[]::new))
                .bind("tenant", message.tenantId())
                .bind("channel", message.channel())
                .one(row -> row.uuid("customer_id"));
    }

    /** The open sessions of the person that the message says it answers, in its order. */
    List<UUID> answeredSessions(Tx tx, Open message, UUID customerId) {
        return message.answers().isEmpty()
                ? List.of()
                : tx.query("""
                        select c.id from unnest(:answers::uuid[]) with ordinality as u (id, place)
                          join communications c on c.id = u.id
                         where c.customer_id = :customer and c.tenant_id = :tenant and c.channel = :channel and not c.erased
                           and c.status in ('started', 'delivered', 'read', 'replied')
                         order by u.place
                        """)
                        .bind("answers", message.answers().toArray(UUID[]::new))
                        .bind("customer", customerId)
                        .bind("tenant", message.tenantId())
                        .bind("channel", message.channel())
                        .list(row -> row.uuid("id"));
    }

    /** The number of the next message of a session whose communication is locked, not below the given one. */
    int nextNumber(Tx tx, UUID sessionId, int atLeast) {
        return tx.query("""
                        select greatest(coalesce(max(number) + 1, 0), :atLeast) as next from messages where session_id = :session
                        """)
                .bind("session", sessionId)
                .bind("atLeast", atLeast)
                .one(row -> row.integer("next"))
                .orElseThrow();
    }

    /** Deletes some of those that are done with and were received before; answers how many. */
    int forget(Tx tx, Instant before, int limit) {
        return tx.query("""
                        delete from inbound_messages where id in (
                            select id from inbound_messages
                             where id < :bound and state not in ('received', 'incoming') order by id limit :limit)
                        """)
                .bind("bound", new UUID(before.toEpochMilli() << 16, 0))
                .bind("limit", limit)
                .execute();
    }
}
