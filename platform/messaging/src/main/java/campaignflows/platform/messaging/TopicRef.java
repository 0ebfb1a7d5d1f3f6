package campaignflows.platform.messaging;

import java.util.UUID;

/**
 * A topic and the id that it got when it was created: one that was deleted and created again has another.
 */
public record TopicRef(String name, UUID id) {}
