package campaignflows.platform.contracts.walk;

import java.util.UUID;

/**
 * A customer was erased (rule P6): services that store walks of the person delete them. Sent after all of them; what follows
 * on the topic contains nothing about the person.
 */
public record WalksErased(UUID customerId) implements WalkMessage {}
