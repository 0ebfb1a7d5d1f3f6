package campaignflows.engine.walk;

import campaignflows.engine.graph.CompiledCampaign;

/** The state of an event's run when its definition was looked up. */
public sealed interface CampaignRun {
    /** The run is active. */
    record Active(CompiledCampaign campaign) implements CampaignRun {}

    /** The run has ended, or the campaign was deleted; its events are not walked. */
    record Ended(String reason) implements CampaignRun {}
}
