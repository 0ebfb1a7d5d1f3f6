package campaignflows.communication.optout;

import campaignflows.communication.storage.SqlRepository;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Opt-outs as dispatch looks at them, and whom a link is about. */
@Singleton
public final class OptOutRepository extends SqlRepository {

    /** A person on a type of channel. */
    public record OptOut(UUID customerId, ChannelType channel) {}

    /** Takes all channels of each customer in place of those that are known. */
    public void replace(Tx tx, Map<UUID, Set<ChannelType>> channelsByCustomer) {
        if (channelsByCustomer.isEmpty()) {
            return;
        }
        forget(tx, channelsByCustomer.keySet());
        List<OptOut> rows = new ArrayList<>();
        channelsByCustomer.forEach(
                (customer, channels) -> channels.forEach(channel -> rows.add(new OptOut(customer, channel))));
        add(tx, rows);
    }

    /** Known at once, before participant-service tells of it. */
    public void add(Tx tx, List<OptOut> optOuts) {
        if (optOuts.isEmpty()) {
            return;
        }
        tx.query("""
                        insert into opt_outs (customer_id, channel)
                        select u.customer_id, u.channel from unnest(:customers::uuid[], :channels::text[]) as u (customer_id, channel)
                         order by 1, 2 on conflict do nothing
                        """)
                .bind("customers", column(optOuts, OptOut::customerId, UUID[]::new))
                .bind("channels", column(optOuts, OptOut::channel, ChannelType[]::new))
                .execute();
    }

    public void forget(Tx tx, Collection<UUID> customerIds) {
        tx.query("delete from opt_outs where customer_id = any(:customers)")
                .bind("customers", customerIds.toArray(UUID[]::new))
                .execute();
    }

    /** All of these people. */
    public Set<OptOut> of(Tx tx, Collection<UUID> customerIds) {
        return Set.copyOf(tx.query("select customer_id, channel from opt_outs where customer_id = any(:customers)")
                .bind("customers", customerIds.toArray(UUID[]::new))
                .list(row -> new OptOut(row.uuid("customer_id"), row.constant("channel", ChannelType.class))));
    }

    /** Whom a communication is to, unless the person was erased. */
    Optional<Contact> contactOf(Tx tx, UUID communicationId) {
        return tx.query("select tenant_id, customer_id, channel from communications where id = :id and not erased")
                .bind("id", communicationId)
                .one(row -> new Contact(
                        row.uuid("tenant_id"), row.uuid("customer_id"), row.constant("channel", ChannelType.class)));
    }

    /** Types of channel that the tenant has. */
    Set<ChannelType> channelTypes(Tx tx, UUID tenantId) {
        return Set.copyOf(tx.query("select distinct type from channels where tenant_id = :tenant")
                .bind("tenant", tenantId)
                .list(row -> row.constant("type", ChannelType.class)));
    }
}
