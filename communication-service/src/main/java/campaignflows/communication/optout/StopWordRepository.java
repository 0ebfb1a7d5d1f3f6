package campaignflows.communication.optout;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The stop words that tenants have set. */
@Singleton
public final class StopWordRepository {

    /** By the types of channel for which the tenant has set them. */
    Map<ChannelType, List<String>> ofTenant(Tx tx, UUID tenantId) {
        return tx
                .query("select channel, words from stop_words where tenant_id = :tenant")
                .bind("tenant", tenantId)
                .list(row -> Map.entry(row.constant("channel", ChannelType.class), row.texts("words")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** A type of channel of a tenant. */
    record Place(UUID tenantId, ChannelType channel) {}

    Map<Place, List<String>> ofTenants(Tx tx, Collection<UUID> tenantIds) {
        return tx
                .query("select tenant_id, channel, words from stop_words where tenant_id = any(:tenants)")
                .bind("tenants", tenantIds.toArray(UUID[]::new))
                .list(row -> Map.entry(
                        new Place(row.uuid("tenant_id"), row.constant("channel", ChannelType.class)),
                        row.texts("words")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void store(Tx tx, UUID tenantId, ChannelType channel, List<String> words) {
        tx.query("""
                        insert into stop_words (tenant_id, channel, words) values (:tenant, :channel, :words::text[])
                        on conflict (tenant_id, channel) do update set words = excluded.words
                        """)
                .bind("tenant", tenantId)
                .bind("channel", channel)
                .bind("words", words.toArray(String[]::new))
                .execute();
    }

    /** The usual ones again. */
    void remove(Tx tx, UUID tenantId, ChannelType channel) {
        tx.query("delete from stop_words where tenant_id = :tenant and channel = :channel")
                .bind("tenant", tenantId)
                .bind("channel", channel)
                .execute();
    }
}
