package campaignflows.communication.inbound;

import campaignflows.communication.channel.Channel;
import campaignflows.communication.storage.SqlRepository;
import campaignflows.platform.database.Tx;
import campaignflows.platform.values.Sha256;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Finds what receipts are of, and ends attempts whose outcome they tell. */
@Singleton
final class ReceiptRepository extends SqlRepository {

    /**
     * Communications by the place of their receipt in the list: of this tenant and type of channel, whichever number of it
     * they went by. Those of messages that others have sent by the same number are of none.
     */
    Map<Integer, UUID> communications(Tx tx, Channel channel, List<Receipt> receipts) {
        Map<Integer, UUID> found = new HashMap<>();
        tx.query("""
                        select u.place, c.id
                          from unnest(:ids::uuid[], :digests::text[]) with ordinality as u (id, digest, place)
                          join communications c
                            on c.id = coalesce(u.id, (select a.communication_id from attempts a
                                                       where a.provider_id = u.digest limit 1))
                         where c.tenant_id = :tenant and c.channel = :channel
                        """)
                .bind("ids", column(receipts, Receipt::communicationId, UUID[]::new))
                .bind("digests", column(receipts, receipt -> Sha256.hex(receipt.providerId()), String[]::new))
                .bind("tenant", channel.tenantId())
                .bind("channel", channel.type())
                .list(row -> Map.entry((int) row.bigint("place") - 1, row.uuid("id")))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return found;
    }

    /** Says of messages that are on their way why they have not arrived yet. */
    void note(Tx tx, Map<UUID, String> reasonById) {
        if (reasonById.isEmpty()) {
            return;
        }
        List<Map.Entry<UUID, String>> rows = List.copyOf(reasonById.entrySet());
        tx.query("""
                        with held as (
                            select id from communications
                             where id = any(:ids) and status in ('started', 'delivered') and not erased
                             order by id for update)
                        update communications c set reason = u.reason
                          from unnest(:ids::uuid[], :reasons::text[]) as u (id, reason) join held h on h.id = u.id
                         where c.id = u.id
                        """)
                .bind("ids", column(rows, Map.Entry::getKey, UUID[]::new))
                .bind("reasons", column(rows, Map.Entry::getValue, String[]::new))
                .execute();
    }

    /** Ends attempts that are still open; of their communications somebody else holds the rows. */
    void endAttempts(Tx tx, Collection<UUID> communicationIds, String outcome, Instant now) {
        if (communicationIds.isEmpty()) {
            return;
        }
        tx.query("""
                        update attempts set ended_at = :now, outcome = :outcome
                         where communication_id = any(:ids) and outcome is null
                        """)
                .bind("ids", communicationIds.toArray(UUID[]::new))
                .bind("outcome", outcome)
                .bind("now", now)
                .execute();
    }
}
