package campaignflows.participant.contact;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.participant.ContactPoints;
import campaignflows.platform.contracts.participant.ContactPoints.Contact;
import campaignflows.platform.values.Identifier;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Addresses of participants, all asked for in one statement. */
@Singleton
public class ContactRepository {

    /** Those that are there; at most {@link ContactPoints#MAX_PARTICIPANTS} are to be asked for. */
    public List<Contact> of(Handle handle, Collection<UUID> participantIds) {
        return handle.createQuery("""
                        select p.id, p.tenant_id, p.campaign_id, c.email, c.phone, c.whatsapp_id, c.telegram_id,
                               c.web_id, c.opt_outs
                          from participants p join customers c on c.id = p.customer_id
                         where p.id = any (:ids)
                        """)
                .bind("ids", participantIds.toArray(UUID[]::new))
                .map((row, context) -> contact(row))
                .list();
    }

    /** The channels on which these customers do not want to be contacted; who wants to be everywhere is missing. */
    public Map<UUID, Set<ChannelType>> optOuts(Handle handle, Collection<UUID> customerIds) {
        Map<UUID, Set<ChannelType>> optOuts = new HashMap<>();
        if (!customerIds.isEmpty()) {
            handle.createQuery("select id, opt_outs from customers where id = any (:ids) and opt_outs <> '{}'")
                    .bind("ids", customerIds.toArray(UUID[]::new))
                    .map((row, context) ->
                            optOuts.put(row.getObject("id", UUID.class), optOuts(row.getArray("opt_outs"))))
                    .list();
        }
        return optOuts;
    }

    private static Contact contact(ResultSet row) throws SQLException {
        Map<Identifier, String> identifiers = new EnumMap<>(Identifier.class);
        for (Identifier identifier : Addresses.IDENTIFIERS) {
            String value = row.getString(identifier.fieldName());
            if (value != null) {
                identifiers.put(identifier, value);
            }
        }
        return new Contact(
                row.getObject("tenant_id", UUID.class),
                row.getObject("campaign_id", UUID.class),
                row.getObject("id", UUID.class),
                Addresses.of(identifiers::get),
                optOuts(row.getArray("opt_outs")));
    }

    private static Set<ChannelType> optOuts(Array stored) throws SQLException {
        Set<ChannelType> channels = EnumSet.noneOf(ChannelType.class);
        for (String channel : (String[]) stored.getArray()) {
            channels.add(ChannelType.valueOf(channel.toUpperCase(Locale.ROOT)));
        }
        return channels;
    }
}
