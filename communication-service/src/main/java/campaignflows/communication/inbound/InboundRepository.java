package campaignflows.communication.inbound;

import campaignflows.communication.channel.Channel;
import campaignflows.communication.storage.Columns;
import campaignflows.communication.storage.SqlRepository;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.participant.InboundContact;
import campaignflows.platform.database.Tx;
import campaignflows.platform.values.Sha256;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Messages of contacts in the database. */
@Singleton
final class InboundRepository extends SqlRepository {

    /**
     * One that is to be carried on.
     *
     * @param customerId known since it was decided that it begins a session
     * @param contact    a digest of who wrote; null if it is of before these were kept
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
            List<UUID> answers,
            @Nullable String contact) {}

    /** What becomes of one, and whose it is. */
    record Settled(UUID id, UUID customerId, State state) {}

    /** What a message is found to be. */
    enum State {
        /** It belongs to a communication's session, which has the text. */
        REPLIED,
        /** It begins a session that the campaigns are to be told of; stays claimed. */
        INCOMING,
        /** It begins a session that nobody is told of. */
        UNHEARD,
        /** Nothing of it is kept. */
        ERASED
    }

    /** Stores those that are not there yet, in their order, and says how many these are. */
    int insert(Tx tx, Channel channel, List<InboundMessage> messages, Instant receivedAt) {
        return insert(tx, channel, null, messages, receivedAt);
    }

    /**
     * The same where the provider's ids are those of an account of the channel: with another account the same id is another
     * message. What came in the last day while the account was not known is a repeat all the same; no provider repeats anything
     * for longer.
     *
     * @param account null if it is not known, or does not matter
     */
    int insert(Tx tx, Channel channel, @Nullable String account, List<InboundMessage> messages, Instant receivedAt) {
        return tx.query("""
                        insert into inbound_messages (id, tenant_id, channel_id, channel, provider_id, identifiers, name,
                                                      text, said_at, received_at, state, due_at, answers, contact)
                        select u.id, :tenant::uuid, :channelId::uuid, :channel::text, u.provider_id, u.identifiers::jsonb, u.name, u.text,
                               u.said_at, :receivedAt::timestamptz, 'received', :receivedAt, u.answers::uuid[], u.contact
                          from unnest(:ids::uuid[], :providerIds::text[], :identifiers::text[], :names::text[],
                                      :texts::text[], :saidAts::timestamptz[], :answers::text[], :contacts::text[],
                                      :bareIds::text[])
                               as u (id, provider_id, identifiers, name, text, said_at, answers, contact, bare_id)
                         where not exists (
                               select from inbound_messages k
                                where k.channel_id = :channelId and k.provider_id = u.bare_id
                                  and k.received_at > :receivedAt::timestamptz - interval '1 day')
                        on conflict (channel_id, provider_id) do nothing
                        """)
                .bind("tenant", channel.tenantId())
                .bind("channelId", channel.id())
                .bind("channel", channel.type())
                .bind("receivedAt", receivedAt)
                .bind("ids", column(messages, message -> Ids.v7(), UUID[]::new))
                .bind("providerIds", column(messages, message -> providerId(account, message), String[]::new))
                .bind(
                        "bareIds",
                        column(messages, message -> account == null ? null : providerId(null, message), String[]::new))
                .bind("identifiers", column(messages, message -> Columns.json(message.identifiers()), String[]::new))
                .bind("names", column(messages, InboundMessage::name, String[]::new))
                .bind("texts", column(messages, InboundMessage::text, String[]::new))
                .bind("answers", column(messages, InboundRepository::answers, String[]::new))
                .bind("contacts", column(messages, message -> contact(channel, message), String[]::new))
                .bind("saidAts", column(messages, message -> saidAt(message, receivedAt), Instant[]::new))
                .execute();
    }

    private static String providerId(@Nullable String account, InboundMessage message) {
        return Sha256.hex(account == null ? message.providerId() : account + ":" + message.providerId());
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

    private static @Nullable String contact(Channel channel, InboundMessage message) {
        String address = message.identifiers()
                .get(InboundContact.addressOf(channel.type()).fieldName());
        return address == null ? null : Sha256.hex(address);
    }

    /** Stores what was decided, unless somebody else has decided it, and says of which this is so. */
    Set<UUID> settle(Tx tx, List<Settled> settled) {
        return Set.copyOf(tx.query("""
                        update inbound_messages m
                           set state = u.state, customer_id = u.customer, identifiers = null, name = null, answers = null,
                               text = case when u.state in ('replied', 'erased') then null else m.text end,
                               due_at = case when u.state = 'incoming' then m.due_at end,
                               contact = case when u.state = 'incoming' then m.contact end
                          from unnest(:ids::uuid[], :customers::uuid[], :states::text[]) as u (id, customer, state)
                         where m.id = u.id and m.state = 'received'
                        returning m.id
                        """)
                .bind("ids", column(settled, Settled::id, UUID[]::new))
                .bind("customers", column(settled, Settled::customerId, UUID[]::new))
                .bind("states", column(settled, Settled::state, State[]::new))
                .list(row -> row.uuid("id")));
    }

    /** The campaigns know of them. */
    void announced(Tx tx, Collection<UUID> ids) {
        tx.query("""
                        update inbound_messages set state = 'told', due_at = null, contact = null
                         where id = any(:ids) and state = 'incoming'
                        """).bind("ids", ids.toArray(UUID[]::new)).execute();
    }

    /** They cannot be anybody's. */
    void refused(Tx tx, Collection<UUID> ids) {
        tx.query("""
                        update inbound_messages
                           set state = 'refused', due_at = null, identifiers = null, name = null, text = null, answers = null,
                               contact = null
                         where id = any(:ids) and state in ('received', 'incoming')
                        """).bind("ids", ids.toArray(UUID[]::new)).execute();
    }

    /** Deletes some of those that are done with and were received before; returns how many. */
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
