package campaignflows.communication.command;

import campaignflows.communication.lifecycle.CommandCause;
import java.time.Instant;
import java.util.UUID;

/**
 * An order to end what is Planned for a participant.
 *
 * @param order  its place in the batch
 * @param silent because the participant was removed: fires nothing
 */
record Cancellation(UUID participantId, int order, CommandCause cause, Instant at, boolean silent) {}
