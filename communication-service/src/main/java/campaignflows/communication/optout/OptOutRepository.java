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
        List<OptOut> rows = new ArrayList<>();
        channelsByCustomer.forEach(
                (customer, channels) -> channels.forEach(channel -> rows.add(new OptOut(customer, channel))));
        tx.query("""
                        delete from opt_outs o
                         where o.customer_id = any(:all)
                           and not exists (select from unnest(:customers::uuid[], :channels::text[]) as u (customer_id, channel)
                                            where u.customer_id = o.customer_id and u.channel = o.channel)
                        """)
                .bind("all", channelsByCustomer.keySet().toArray(UUID[]::new))
                .bind("customers", column(rows, OptOut::customerId, UUID[]::new))
                .bind("channels", column(rows, OptOut::channel, ChannelType[]::new))
                .execute();
        add(tx, rows);
    }

    /**
     * Known at once, before participant-service tells of it. External agents that are in sessions with the people on such
     * channels are to be told of what is new.
     */
    public void add(Tx tx, List<OptOut> optOuts) {
        if (optOuts.isEmpty()) {
            return;
        }
        tx.query("""
                        with added as (
                            insert into opt_outs (customer_id, channel)
                            select u.customer_id, u.channel from unnest(:customers::uuid[], :channels::text[]) as u (customer_id, channel)
                             order by 1, 2 on conflict do nothing
                            returning customer_id, channel)
                        insert into agent_notices (agent_id, communication_id, kind)
                        select c.agent_id, c.id, 'contact_opted_out' from added o
                          join communications c on c.customer_id = o.customer_id and c.channel = o.channel and not c.erased
                           and c.status in ('started', 'delivered', 'read', 'replied')
                          join agents a on a.id = c.agent_id and a.kind = 'external'
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
