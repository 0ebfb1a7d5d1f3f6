package campaignflows.platform.contracts.message;

import campaignflows.platform.contracts.communication.ChannelType;
import java.util.Set;
import java.util.UUID;

/**
 * The channels on which a customer does not want to be contacted have changed (rule P6). Written in the transaction of the
 * change, so that communication-service can hold to it in the transaction in which it claims.
 *
 * @param channels all of them; none: the customer may be contacted on every channel
 */
public record OptOutsChanged(UUID customerId, Set<ChannelType> channels) implements CustomerCommand {
    public OptOutsChanged {
        channels = Set.copyOf(channels);
    }
}
