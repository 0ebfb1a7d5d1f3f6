package campaignflows.platform.contracts.definition;

import java.util.UUID;

/**
 * {@code PUT /internal/v1/campaigns/{id}/run} of participant- and communication-service: a Start or Stop that they must
 * store before they respond. A run begins once and ends once: a state older than the stored one (a smaller run,
 * or {@code active} for a run that has ended) changes nothing.
 */
public record RunState(UUID tenantId, UUID campaignId, int run, boolean active) {
    public RunState {
        if (run < 1) {
            throw new IllegalArgumentException("Expected a run of 1 or more, but it is " + run);
        }
    }
}
