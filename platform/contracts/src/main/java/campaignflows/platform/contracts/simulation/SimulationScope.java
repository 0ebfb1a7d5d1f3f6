package campaignflows.platform.contracts.simulation;

import campaignflows.platform.contracts.definition.CampaignDefined;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The context of a simulation: a campaign as if it ran at a given time.
 *
 * @param campaign with the flows that are simulated, possibly drafts; each counts as active
 * @param flowId   the only flow that a trigger starts, others continue only where it hands over to them; null: every flow
 * @param at       what is "now"
 */
public record SimulationScope(
        CampaignDefined campaign, @Nullable UUID flowId, Instant at) {}
