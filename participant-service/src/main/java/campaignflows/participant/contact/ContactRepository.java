package campaignflows.participant.contact;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.participant.ContactPoints;
import campaignflows.platform.contracts.participant.ContactPoints.Contact;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import campaignflows.platform.values.Identifier;
import campaignflows.platform.values.WireName;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Addresses of participants, all read in one statement. */
@Singleton
public class ContactRepository {

    /** Those of participants that exist; at most {@link ContactPoints#MAX_PARTICIPANTS} may be requested. */
    public List<Contact> of(Tx tx, Collection<UUID> participantIds) {
        return tx.query("""
                        select p.id, p.tenant_id, p.campaign_id, c.email, c.phone, c.whatsapp_id, c.telegram_id,
                               c.web_id, c.opt_outs
                          from participants p join customers c on c.id = p.customer_id
                         where p.id = any (:ids)
                        """).bind("ids", participantIds.toArray(UUID[]::new)).list(row -> contact(row));
    }

    /** The channels on which these customers do not want to be contacted; a customer without opt-outs is missing. */
    public Map<UUID, Set<ChannelType>> optOuts(Tx tx, Collection<UUID> customerIds) {
        Map<UUID, Set<ChannelType>> optOuts = new HashMap<>();
        if (!customerIds.isEmpty()) {
            tx.query("select id, opt_outs from customers where id = any (:ids) and opt_outs <> '{}'")
                    .bind("ids", customerIds.toArray(UUID[]::new))
                    .list(row -> Map.entry(row.uuid("id"), optOuts(row)))
                    .forEach(each -> optOuts.put(each.getKey(), each.getValue()));
        }
        return optOuts;
    }

    private static Contact contact(Row row) {
        Map<Identifier, String> identifiers = new EnumMap<>(Identifier.class);
        for (Identifier identifier : Addresses.IDENTIFIERS) {
            String value = row.orNull(identifier.fieldName(), Row::text);
            if (value != null) {
                identifiers.put(identifier, value);
            }
        }
        return new Contact(
                row.uuid("tenant_id"),
                row.uuid("campaign_id"),
                row.uuid("id"),
                Addresses.of(identifiers::get),
                optOuts(row));
    }

    /** The content of the column {@code opt_outs}. */
    public static Set<ChannelType> optOuts(Row row) {
        Set<ChannelType> channels = EnumSet.noneOf(ChannelType.class);
        for (String channel : row.texts("opt_outs")) {
            channels.add(WireName.constant(ChannelType.class, channel));
        }
        return channels;
    }
}
