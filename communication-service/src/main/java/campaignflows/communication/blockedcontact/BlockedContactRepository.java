package campaignflows.communication.blockedcontact;

import campaignflows.communication.channel.Channel;
import campaignflows.communication.storage.SqlRepository;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.database.Query;
import campaignflows.platform.database.Tx;
import campaignflows.platform.values.EmailAddresses;
import campaignflows.platform.values.Sha256;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Contacts whom a channel does not get through to: they have blocked it or have never begun a chat with it, or mail to their
 * address comes back. Known since their provider has refused a message for that, until they write on the channel, or somebody
 * lifts it. A chat is blocked for its bot, an address for all email channels of the tenant.
 */
@Singleton
public final class BlockedContactRepository extends SqlRepository {

    /** What an address is known by again: of the same mailbox however it is written. */
    public static String digest(ChannelType type, String address) {
        return Sha256.hex(
                type == ChannelType.EMAIL
                        ? EmailAddresses.normal(address)
                                .map(EmailAddresses::matchKey)
                                .orElse(address)
                        : address);
    }

    /** An address that a communication could not be sent to. */
    public record Refused(UUID communicationId, ChannelType type, String address) {
        @Override
        public String toString() {
            return "Refused[" + communicationId + "]";
        }
    }

    /** Notes it of the persons behind the communications, unless they were erased, or have written since they were tried. */
    public void block(Tx tx, Collection<Refused> refused, Instant at) {
        if (refused.isEmpty()) {
            return;
        }
        List<Refused> rows = List.copyOf(refused);
        tx.query("""
                        insert into blocked_contacts (channel_id, address_digest, customer_id, blocked_at)
                        select distinct on (c.channel_id, u.digest) c.channel_id, u.digest, c.customer_id, :at::timestamptz
                          from unnest(:ids::uuid[], :digests::text[], :addresses::text[]) as u (id, digest, address)
                          join communications c on c.id = u.id and not c.erased
                          join channels ch on ch.id = c.channel_id
                          cross join lateral (
                               select max(started_at) as at from attempts where communication_id = c.id) as tried
                         where not exists (
                               select from inbound_messages m
                                where m.channel_id = c.channel_id and m.customer_id = c.customer_id
                                  and m.received_at >= tried.at)
                           and not exists (
                               select from inbound_messages m
                                where m.state in ('received', 'incoming') and m.channel_id = c.channel_id
                                  and u.address in (m.identifiers ->> 'telegram_id', m.identifiers ->> 'email')
                                  and m.received_at >= tried.at)
                         order by c.channel_id, u.digest
                        on conflict do nothing
                        """)
                .bind("ids", column(rows, Refused::communicationId, UUID[]::new))
                .bind("digests", column(rows, row -> digest(row.type(), row.address()), String[]::new))
                .bind("addresses", column(rows, Refused::address, String[]::new))
                .bind("at", at)
                .execute();
    }

    /** The same of the addresses to which the mails of these communications were sent. */
    public void blockSentTo(Tx tx, Collection<UUID> communicationIds, Instant at) {
        if (communicationIds.isEmpty()) {
            return;
        }
        tx.query("""
                        insert into blocked_contacts (channel_id, address_digest, customer_id, blocked_at)
                        select distinct on (c.channel_id, tried.digest) c.channel_id, tried.digest, c.customer_id, :at::timestamptz
                          from communications c
                          join channels ch on ch.id = c.channel_id
                          cross join lateral (
                               select address_digest as digest, started_at as at from attempts
                                where communication_id = c.id and address_digest is not null
                                order by number desc limit 1) as tried
                         where c.id = any(:ids) and not c.erased
                           and not exists (
                               select from inbound_messages m
                                where m.channel_id = c.channel_id and m.customer_id = c.customer_id
                                  and m.received_at >= tried.at)
                         order by c.channel_id, tried.digest
                        on conflict do nothing
                        """)
                .bind("ids", communicationIds.toArray(UUID[]::new))
                .bind("at", at)
                .execute();
    }

    /** They have written: they can be reached again. */
    public void unblock(Tx tx, Channel channel, Collection<String> addresses) {
        if (!addresses.isEmpty()) {
            inScope(tx, "delete from blocked_contacts", channel, addresses).execute();
        }
    }

    /** Those of the addresses that the channel does not get through to. */
    public Set<String> among(Tx tx, Channel channel, Collection<String> addresses) {
        if (addresses.isEmpty()) {
            return Set.of();
        }
        Set<String> blocked =
                Set.copyOf(inScope(tx, "select distinct address_digest from blocked_contacts", channel, addresses)
                        .list(row -> row.text("address_digest")));
        return blocked.isEmpty()
                ? Set.of()
                : Set.copyOf(addresses.stream()
                        .filter(address -> blocked.contains(digest(channel.type(), address)))
                        .distinct()
                        .toList());
    }

    /** Lifts what stands against an address on all the tenant's channels of the type; says how much that was. */
    int liftOfAddress(Tx tx, UUID tenantId, ChannelType type, String address) {
        return tx.query("""
                        delete from blocked_contacts
                         where channel_id in (select id from channels where tenant_id = :tenant and type = :type)
                           and address_digest = :digest
                        """)
                .bind("tenant", tenantId)
                .bind("type", type)
                .bind("digest", digest(type, address))
                .execute();
    }

    /** The same of a person, by all addresses that it had. */
    int liftOfCustomer(Tx tx, UUID tenantId, ChannelType type, UUID customerId) {
        return tx.query("""
                        delete from blocked_contacts
                         where channel_id in (select id from channels where tenant_id = :tenant and type = :type)
                           and customer_id = :customer
                        """)
                .bind("tenant", tenantId)
                .bind("type", type)
                .bind("customer", customerId)
                .execute();
    }

    private static Query inScope(Tx tx, String what, Channel channel, Collection<String> addresses) {
        boolean ofTenant = channel.type() == ChannelType.EMAIL;
        String scope =
                ofTenant ? "in (select id from channels where tenant_id = :scope and type = 'email')" : "= :scope";
        return tx.query(what + " where channel_id " + scope + " and address_digest = any(:digests)")
                .bind("scope", ofTenant ? channel.tenantId() : channel.id())
                .bind(
                        "digests",
                        addresses.stream()
                                .map(address -> digest(channel.type(), address))
                                .distinct()
                                .toArray(String[]::new));
    }
}
