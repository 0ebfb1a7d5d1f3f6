package campaignflows.platform.contracts.participant;

import campaignflows.platform.contracts.communication.ChannelType;
import java.util.Set;
import java.util.UUID;

/**
 * The channels on which a customer does not want to be contacted, at participant-service:
 * {@code GET} and {@code POST /internal/v1/customers/{id}/opt-outs}; 404 if the tenant has no such customer.
 */
public final class OptOuts {
    private OptOuts() {}

    /** What a contact has asked for itself: channels that are named in neither set stay as they are. */
    public record Change(UUID tenantId, Set<ChannelType> optOut, Set<ChannelType> optIn) {
        public Change {
            optOut = Set.copyOf(optOut);
            optIn = Set.copyOf(optIn);
        }
    }

    /** All of them, as they are now. */
    public record Response(Set<ChannelType> channels) {
        public Response {
            channels = Set.copyOf(channels);
        }
    }
}
