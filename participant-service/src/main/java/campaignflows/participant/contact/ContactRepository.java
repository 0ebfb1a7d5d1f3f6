package campaignflows.participant.contact;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.participant.ContactPoints.Contact;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Addresses of participants, all asked for in one statement. */
@Singleton
class ContactRepository {

    List<Contact> of(Handle handle, Collection<UUID> participantIds) {
        return handle.createQuery("""
                        select p.id, p.tenant_id, c.email, c.phone, c.whatsapp_id, c.telegram_id, c.web_id, c.opt_outs
                          from participants p join customers c on c.id = p.customer_id
                         where p.id = any (:ids)
                        """)
                .bind("ids", participantIds.toArray(UUID[]::new))
                .map((row, context) -> contact(row))
                .list();
    }

    private static Contact contact(ResultSet row) throws SQLException {
        String phone = row.getString("phone");
        String whatsapp = row.getString("whatsapp_id");
        Map<ChannelType, String> addresses = new EnumMap<>(ChannelType.class);
        put(addresses, ChannelType.EMAIL, row.getString("email"));
        put(addresses, ChannelType.TELEGRAM, row.getString("telegram_id"));
        put(addresses, ChannelType.WHATSAPP, whatsapp == null ? phone : whatsapp);
        put(addresses, ChannelType.VOICE, phone);
        put(addresses, ChannelType.WEB, row.getString("web_id"));
        return new Contact(
                row.getObject("tenant_id", UUID.class),
                row.getObject("id", UUID.class),
                addresses,
                optOuts(row.getArray("opt_outs")));
    }

    private static void put(Map<ChannelType, String> addresses, ChannelType channel, @Nullable String address) {
        if (address != null) {
            addresses.put(channel, address);
        }
    }

    private static Set<ChannelType> optOuts(Array stored) throws SQLException {
        Set<ChannelType> channels = EnumSet.noneOf(ChannelType.class);
        for (String channel : (String[]) stored.getArray()) {
            channels.add(ChannelType.valueOf(channel.toUpperCase(Locale.ROOT)));
        }
        return channels;
    }
}
