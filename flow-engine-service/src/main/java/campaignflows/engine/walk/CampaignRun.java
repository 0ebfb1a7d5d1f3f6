package campaignflows.engine.walk;

import campaignflows.engine.graph.CompiledCampaign;

/** What an event's run came to when its definition was looked up. */
public sealed interface CampaignRun {
    /** The run goes on. */
    record Active(CompiledCampaign campaign) implements CampaignRun {}

    /** The run has ended, or the campaign is gone; its events are not walked. */
    record Ended(String reason) implements CampaignRun {}
}
