package campaignflows.platform.contracts.walk;

import java.util.UUID;

/**
 * A person was erased (rule P6): whoever keeps walks of the person deletes them. Behind all of them on the topic; what
 * comes after it holds nothing of the person.
 */
public record WalksErased(UUID customerId) implements WalkMessage {}
