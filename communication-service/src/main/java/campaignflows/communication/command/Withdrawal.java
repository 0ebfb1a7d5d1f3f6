package campaignflows.communication.command;

import campaignflows.communication.record.Cause;
import java.time.Instant;
import java.util.UUID;

/**
 * An order to end what is Planned for a participant.
 *
 * @param order  its place in the batch
 * @param silent because the participant was removed: fires nothing
 */
record Withdrawal(UUID participantId, int order, Cause cause, Instant at, boolean silent) {}
