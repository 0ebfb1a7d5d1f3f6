package campaignflows.platform.contracts.simulation;

import campaignflows.platform.contracts.definition.CampaignDefined;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a simulation takes place: a campaign as if it ran at a moment.
 *
 * @param campaign its flows are those that take part, drafts among them; each counts as active
 * @param flowId   the only flow that a trigger begins, others go on only where it hands over to them; null: every flow
 * @param at       what is "now"
 */
public record SimulationScope(
        CampaignDefined campaign, @Nullable UUID flowId, Instant at) {}
