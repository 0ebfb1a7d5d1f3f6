package campaignflows.platform.contracts.message;

import java.util.UUID;

/**
 * A person was erased from the tenant (rule P6). Behind the removals of all its participants, so that nothing of the person
 * follows it: whoever keeps what was said of the person deletes it, and keeps nothing of it that arrives later.
 */
public record CustomerErased(UUID customerId) implements CustomerEvent, CustomerCommand {}
