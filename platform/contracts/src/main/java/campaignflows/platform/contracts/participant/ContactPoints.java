package campaignflows.platform.contracts.participant;

import campaignflows.platform.contracts.communication.ChannelType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How participants can be reached at this moment (rule M3): {@code POST /internal/v1/participants/contacts}. */
public final class ContactPoints {
    public static final int MAX_PARTICIPANTS = 1_000;

    private ContactPoints() {}

    /** The query: participants of any tenants, each once, at most {@link #MAX_PARTICIPANTS}. */
    public record Query(List<UUID> participantIds) {
        public Query {
            participantIds = List.copyOf(participantIds);
        }
    }

    /** The response: those that are (still) in their campaign. */
    public record Response(List<Contact> contacts) {
        public Response {
            contacts = List.copyOf(contacts);
        }
    }

    /**
     * One participant's addresses: email address, WhatsApp id (otherwise the phone), phone for voice, Telegram id, web id.
     *
     * @param campaignId the campaign of the participant; null if the response comes from a version that does not include it
     * @param addresses only the channels on which the person has an address
     * @param optOuts   channels on which the person does not want to be contacted
     */
    public record Contact(
            UUID tenantId,
            @Nullable UUID campaignId,
            UUID participantId,
            Map<ChannelType, String> addresses,
            Set<ChannelType> optOuts) {
        public Contact {
            addresses = Map.copyOf(addresses);
            optOuts = Set.copyOf(optOuts);
        }

        public Contact(
                UUID tenantId, UUID participantId, Map<ChannelType, String> addresses, Set<ChannelType> optOuts) {
            this(tenantId, null, participantId, addresses, optOuts);
        }
    }
}
