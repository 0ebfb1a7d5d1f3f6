package campaignflows.participant.contact;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.values.Identifier;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which of a person's identifiers is the address on which channel (rule M3). */
public final class Addresses {
    static final Set<Identifier> IDENTIFIERS = EnumSet.of(
            Identifier.EMAIL, Identifier.PHONE, Identifier.WHATSAPP_ID, Identifier.TELEGRAM_ID, Identifier.WEB_ID);

    private Addresses() {}

    /** The addresses of a person with these identifiers; only channels with an address are included. */
    public static Map<ChannelType, String> of(Function<Identifier, @Nullable String> identifiers) {
        String phone = identifiers.apply(Identifier.PHONE);
        String whatsapp = identifiers.apply(Identifier.WHATSAPP_ID);
        Map<ChannelType, String> addresses = new EnumMap<>(ChannelType.class);
        put(addresses, ChannelType.EMAIL, identifiers.apply(Identifier.EMAIL));
        put(addresses, ChannelType.TELEGRAM, identifiers.apply(Identifier.TELEGRAM_ID));
        put(addresses, ChannelType.WHATSAPP, whatsapp == null ? phone : whatsapp);
        put(addresses, ChannelType.VOICE, phone);
        put(addresses, ChannelType.WEB, identifiers.apply(Identifier.WEB_ID));
        return addresses;
    }

    private static void put(Map<ChannelType, String> addresses, ChannelType channel, @Nullable String address) {
        if (address != null) {
            addresses.put(channel, address);
        }
    }
}
