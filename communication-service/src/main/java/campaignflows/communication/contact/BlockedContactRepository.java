package campaignflows.communication.contact;

import campaignflows.communication.storage.Digest;
import campaignflows.communication.storage.SqlRepository;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Contacts who do not let a channel through (they have blocked it, or have never begun a chat with it): known since their
 * provider has refused a message for that, until they write on the channel.
 */
@Singleton
public final class BlockedContactRepository extends SqlRepository {

    /** Notes it of the persons behind the communications, unless they were erased, or have written since they were tried. */
    public void block(Tx tx, Map<UUID, String> addressByCommunication, Instant at) {
        if (addressByCommunication.isEmpty()) {
            return;
        }
        List<Map.Entry<UUID, String>> rows = List.copyOf(addressByCommunication.entrySet());
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
                                  and m.identifiers ->> 'telegram_id' = u.address and m.received_at >= tried.at)
                         order by c.channel_id, u.digest
                        on conflict do nothing
                        """)
                .bind("ids", column(rows, Map.Entry::getKey, UUID[]::new))
                .bind("digests", column(rows, row -> Digest.of(row.getValue()), String[]::new))
                .bind("addresses", column(rows, Map.Entry::getValue, String[]::new))
                .bind("at", at)
                .execute();
    }

    /** They have written: they can be reached again. */
    public void unblock(Tx tx, UUID channelId, Collection<String> addresses) {
        tx.query("delete from blocked_contacts where channel_id = :channel and address_digest = any(:digests)")
                .bind("channel", channelId)
                .bind("digests", digests(addresses))
                .execute();
    }

    /** Those of the addresses that the channel does not get through to. */
    public Set<String> among(Tx tx, UUID channelId, Collection<String> addresses) {
        Set<String> blocked = Set.copyOf(tx.query(
                        "select address_digest from blocked_contacts where channel_id = :channel and address_digest = any(:digests)")
                .bind("channel", channelId)
                .bind("digests", digests(addresses))
                .list(row -> row.text("address_digest")));
        return blocked.isEmpty()
                ? Set.of()
                : Set.copyOf(addresses.stream()
                        .filter(address -> blocked.contains(Digest.of(address)))
                        .distinct()
                        .toList());
    }

    private static String[] digests(Collection<String> addresses) {
        return addresses.stream().distinct().map(Digest::of).toArray(String[]::new);
    }
}
