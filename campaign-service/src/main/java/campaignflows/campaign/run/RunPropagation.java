package campaignflows.campaign.run;

import campaignflows.platform.contracts.definition.RunState;

/**
 * A run's state that not every service has stored yet.
 *
 * @param attempts how often it was tried without success
 */
public record RunPropagation(RunState state, int attempts) {}
