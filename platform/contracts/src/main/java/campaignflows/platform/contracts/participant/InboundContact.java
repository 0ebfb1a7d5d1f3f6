package campaignflows.platform.contracts.participant;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.values.Identifier;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What communication-service has to say to participant-service about somebody who wrote or called in (rules M4, P1). */
public final class InboundContact {
    private InboundContact() {}

    /** The identifier by which a contact of such a channel is known. */
    public static Identifier addressOf(ChannelType channel) {
        return switch (channel) {
            case EMAIL -> Identifier.EMAIL;
            case TELEGRAM -> Identifier.TELEGRAM_ID;
            case WHATSAPP -> Identifier.WHATSAPP_ID;
            case VOICE -> Identifier.PHONE;
            case WEB -> Identifier.WEB_ID;
        };
    }

    /**
     * {@code POST /internal/v1/customers/contacts}: whose is this address? Whom nobody knows becomes a customer. The same
     * question again has the same answer.
     *
     * @param channel     says which of the identifiers is the address, the one that decides
     * @param identifiers texts by field name: the address, and what came with it
     * @param name        for a customer that is made; an existing one keeps its own
     */
    public record Query(
            UUID tenantId,
            ChannelType channel,
            Map<String, String> identifiers,
            @Nullable String name) {
        public Query {
            identifiers = Map.copyOf(identifiers);
        }
    }

    /** The answer to {@link Query}. */
    public record Answer(UUID customerId) {}

    /**
     * {@code POST /internal/v1/customers/{id}/incoming-sessions}: tells every campaign that is Active and has the customer
     * as a participant, once for each session. 204, also if it was told before or the customer is gone.
     */
    public record Session(UUID tenantId, UUID sessionId, ChannelType channel, UUID channelId) {}
}
