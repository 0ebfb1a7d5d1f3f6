package campaignflows.communication.optout;

import campaignflows.platform.contracts.communication.ChannelType;
import java.util.UUID;

/** Who holds a link: the customer whom a communication of that type of channel was to. */
record Contact(UUID tenantId, UUID customerId, ChannelType channel) {}
