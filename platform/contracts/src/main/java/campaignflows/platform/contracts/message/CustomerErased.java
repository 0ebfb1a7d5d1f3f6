package campaignflows.platform.contracts.message;

import java.util.UUID;

/**
 * A customer was erased from the tenant (rule P6). Sent after the removals of all its participants, so that nothing about the
 * person follows it: services delete what they store about the person, and store nothing about it that arrives later.
 */
public record CustomerErased(UUID customerId) implements CustomerEvent, CustomerCommand {}
