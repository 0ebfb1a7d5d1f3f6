package campaignflows.communication.optout;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.participant.OptOuts;
import java.util.Set;
import java.util.UUID;

/** Who keeps what people have opted out of. A change may be repeated without harm. */
public interface OptOutDirectory {

    /** The channels on which the customer does not want to be contacted. */
    Set<ChannelType> of(UUID tenantId, UUID customerId);

    /** All of them after the change. */
    Set<ChannelType> change(UUID customerId, OptOuts.Change change);
}
