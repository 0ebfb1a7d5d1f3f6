package campaignflows.communication.record;

import java.util.UUID;

/**
 * The command that brought a change about.
 *
 * @param depth of the command; the event that follows has one more
 */
public record Cause(UUID messageId, int depth) {}
