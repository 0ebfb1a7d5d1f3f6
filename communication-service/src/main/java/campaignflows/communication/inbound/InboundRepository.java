package campaignflows.communication.inbound;

import campaignflows.communication.channel.Channel;
import campaignflows.communication.storage.Columns;
import campaignflows.communication.storage.SqlRepository;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Messages of contacts in the database. */
final class InboundRepository extends SqlRepository {

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
            int attempts) {}

    /** Stores those that are not there yet, in their order, and says how many these are. */
    int insert(Handle tx, Channel channel, List<InboundMessage> messages, Instant receivedAt) {
        return tx.createUpdate("""
                        insert into inbound_messages (id, tenant_id, channel_id, channel, provider_id, identifiers, name,
                                                      text, said_at, received_at, state, due_at)
                        select u.id, :tenant, :channelId, :channel, u.provider_id, u.identifiers::jsonb, u.name, u.text,
                               u.said_at, :receivedAt, 'received', :receivedAt
                          from unnest(:ids, :providerIds, :identifiers, :names, :texts, :saidAts)
                               as u (id, provider_id, identifiers, name, text, said_at)
                        on conflict (channel_id, provider_id) do nothing
                        """)
                .bind("tenant", channel.tenantId())
                .bind("channelId", channel.id())
                .bind("channel", Columns.name(channel.type()))
                .bind("receivedAt", receivedAt)
                .bind("ids", column(messages, message -> Ids.v7(), UUID[]::new))
                .bind(
                        "providerIds",
                        column(messages, message -> Signatures.digest(message.providerId()), String[]::new))
                .bind("identifiers", column(messages, message -> Columns.json(message.identifiers()), String[]::new))
                .bind("names", column(messages, InboundMessage::name, String[]::new))
                .bind("texts", column(messages, InboundMessage::text, String[]::new))
                .bind("saidAts", column(messages, message -> saidAt(message, receivedAt), Instant[]::new))
                .execute();
    }

    /** A provider's clock may be wrong, and nothing is said in the future. */
    private static Instant saidAt(InboundMessage message, Instant receivedAt) {
        Instant said = message.saidAt();
        return said == null || said.isAfter(receivedAt) || said.isBefore(Instant.EPOCH) ? receivedAt : said;
    }

    /** Takes what is due, the oldest first; what another replica takes at this moment is left to it. */
    List<Open> claim(Handle tx, Instant now, Instant until, int limit) {
        return tx.createQuery("""
                        with due as (
                            select id from inbound_messages
                             where state in ('received', 'incoming') and due_at <= :now
                             order by id limit :limit for update skip locked),
                        claimed as (
                            update inbound_messages m set due_at = :until, attempts = m.attempts + 1
                              from due where m.id = due.id
                            returning m.id, m.tenant_id, m.channel_id, m.channel, m.identifiers, m.name, m.text,
                                      m.said_at, m.customer_id, m.attempts)
                        select * from claimed order by id
                        """)
                .bind("now", now)
                .bind("until", until)
                .bind("limit", limit)
                .map((row, context) -> new Open(
                        uuid(row, "id"),
                        uuid(row, "tenant_id"),
                        uuid(row, "channel_id"),
                        constant(row, "channel", ChannelType.class),
                        row.getString("identifiers") == null ? Map.of() : texts(row, "identifiers"),
                        row.getString("name"),
                        text(row, "text"),
                        instant(row, "said_at"),
                        uuidOrNull(row, "customer_id"),
                        row.getInt("attempts")))
                .list();
    }

    /** Tries again later. */
    void postpone(Handle tx, UUID id, Instant dueAt) {
        tx.createUpdate("""
                        update inbound_messages set due_at = :dueAt where id = :id and state in ('received', 'incoming')
                        """).bind("id", id).bind("dueAt", dueAt).execute();
    }

    /** It belongs to a communication's session, which has the text; says whether it was still open. */
    boolean replied(Handle tx, UUID id, UUID customerId) {
        return settle(tx, id, customerId, "replied", "text = null,");
    }

    /** It begins a session that nobody is told of. */
    boolean unheard(Handle tx, UUID id, UUID customerId) {
        return settle(tx, id, customerId, "unheard", "");
    }

    /** Nothing of it is kept. */
    boolean erased(Handle tx, UUID id, UUID customerId) {
        return settle(tx, id, customerId, "erased", "text = null,");
    }

    private static boolean settle(Handle tx, UUID id, UUID customerId, String state, String more) {
        return tx.createUpdate("update inbound_messages set state = :state, customer_id = :customer, due_at = null, "
                                + more + " identifiers = null, name = null where id = :id and state = 'received'")
                        .bind("id", id)
                        .bind("customer", customerId)
                        .bind("state", state)
                        .execute()
                == 1;
    }

    /** It begins a session that the campaigns are to be told of; stays claimed. */
    boolean incoming(Handle tx, UUID id, UUID customerId) {
        return tx.createUpdate("""
                                update inbound_messages
                                   set state = 'incoming', customer_id = :customer, identifiers = null, name = null
                                 where id = :id and state = 'received'
                                """).bind("id", id).bind("customer", customerId).execute() == 1;
    }

    void told(Handle tx, UUID id) {
        tx.createUpdate(
                        "update inbound_messages set state = 'told', due_at = null where id = :id and state = 'incoming'")
                .bind("id", id)
                .execute();
    }

    /** It cannot be anybody's. */
    void refused(Handle tx, UUID id) {
        tx.createUpdate("""
                        update inbound_messages
                           set state = 'refused', due_at = null, identifiers = null, name = null, text = null
                         where id = :id and state in ('received', 'incoming')
                        """).bind("id", id).execute();
    }

    /** Open sessions of the person on the channel, those begun last first. */
    List<UUID> openSessions(Handle tx, UUID tenantId, UUID channelId, UUID customerId, int limit) {
        return tx.createQuery("""
                        select id from communications
                         where customer_id = :customer and channel_id = :channel and tenant_id = :tenant and not erased
                           and status in ('started', 'delivered', 'read', 'replied')
                         order by started_at desc, id desc limit :limit
                        """)
                .bind("customer", customerId)
                .bind("channel", channelId)
                .bind("tenant", tenantId)
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list();
    }

    /** The number of the next message of a session whose communication is locked, not below the given one. */
    int nextNumber(Handle tx, UUID sessionId, int atLeast) {
        return tx.createQuery("""
                        select greatest(coalesce(max(number) + 1, 0), :atLeast) from messages where session_id = :session
                        """)
                .bind("session", sessionId)
                .bind("atLeast", atLeast)
                .mapTo(Integer.class)
                .one();
    }

    /** Deletes some of those that are done with and were received before; answers how many. */
    int forget(Handle tx, Instant before, int limit) {
        return tx.createUpdate("""
                        delete from inbound_messages where id in (
                            select id from inbound_messages
                             where id < :bound and state not in ('received', 'incoming') order by id limit :limit)
                        """)
                .bind("bound", new UUID(before.toEpochMilli() << 16, 0))
                .bind("limit", limit)
                .execute();
    }
}
