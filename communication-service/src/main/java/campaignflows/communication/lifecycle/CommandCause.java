package campaignflows.communication.lifecycle;

import java.util.UUID;

/**
 * The command that brought a change about.
 *
 * @param depth of the command; the event that follows has one more
 */
public record CommandCause(UUID messageId, int depth) {}
