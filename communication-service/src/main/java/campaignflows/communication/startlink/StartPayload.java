package campaignflows.communication.startlink;

import java.time.Instant;
import java.util.UUID;

/**
 * What a link's payload says, once it is known to be ours.
 *
 * @param chat a trace of the chat that the customer had when the link was made, so that a link serves once
 */
record StartPayload(UUID customerId, Instant expiresAt, int chat) {}
