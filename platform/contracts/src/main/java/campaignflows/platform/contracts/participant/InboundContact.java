package campaignflows.platform.contracts.participant;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.values.Identifier;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The requests of communication-service to participant-service about somebody who wrote or called in (rules M4, P1). */
public final class InboundContact {
    private InboundContact() {}

    /** The identifier by which a contact on such a channel is known. */
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
     * {@code POST /internal/v1/customers/contacts}: whose address is this? An unknown contact becomes a customer. The same
     * query returns the same response again.
     *
     * @param channel     determines which of the identifiers is the address, which takes precedence
     * @param identifiers texts by field name: the address, and what was sent with it
     * @param name        for a new customer; an existing one keeps its own
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

    /** The response to {@link Query}. */
    public record Response(UUID customerId) {}

    /**
     * {@code POST /internal/v1/customers/contacts/batch}: whose addresses are these? The same as one {@link Query} for each of
     * them in their order, except that one that is not valid does not refuse the others.
     */
    public record BatchQuery(UUID tenantId, List<Contact> contacts) {
        /** More contacts than that in one query are refused. */
        public static final int MAX_CONTACTS = 500;

        public BatchQuery {
            contacts = List.copyOf(contacts);
        }
    }

    /** One of the contacts of a {@link BatchQuery}; see {@link Query}. */
    public record Contact(
            ChannelType channel,
            Map<String, String> identifiers,
            @Nullable String name) {
        public Contact {
            identifiers = Map.copyOf(identifiers);
        }
    }

    /** The response to a {@link BatchQuery}: one owner for each of its contacts, in their order. */
    public record BatchResponse(List<Owner> owners) {
        public BatchResponse {
            owners = List.copyOf(owners);
        }
    }

    /**
     * Whose address it is.
     *
     * @param customerId null if the address is not valid
     */
    public record Owner(@Nullable UUID customerId) {}

    /**
     * {@code POST /internal/v1/customers/{id}/incoming-sessions}: fires Incoming Session for the customer's participants in
     * Active campaigns, once per session. 204, even if it was sent before or the customer no longer exists.
     */
    public record Session(UUID tenantId, UUID sessionId, ChannelType channel, UUID channelId) {}

    /**
     * {@code POST /internal/v1/customers/incoming-sessions}: the same as one {@link Session} for each of them in their order, all or
     * none of them. All are of the tenant.
     */
    public record Sessions(UUID tenantId, List<Begun> sessions) {
        /** More sessions than that at once are refused. */
        public static final int MAX_SESSIONS = 500;

        public Sessions {
            sessions = List.copyOf(sessions);
            if (sessions.stream().anyMatch(each -> !each.session().tenantId().equals(tenantId))) {
                throw new IllegalArgumentException("Expected sessions of one tenant");
            }
        }
    }

    /** A session, and who has begun it. */
    public record Begun(UUID customerId, Session session) {}
}
