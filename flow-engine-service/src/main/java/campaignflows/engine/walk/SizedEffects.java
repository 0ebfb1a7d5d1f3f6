package campaignflows.engine.walk;

import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;

/**
 * An event's effects.
 *
 * @param bytes their approximate size when they are sent
 */
public record SizedEffects(EventEffects effects, long bytes) {}
