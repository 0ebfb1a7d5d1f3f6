package campaignflows.communication.simulation;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the settings of an agent may be, which its kind decides; only a simulated one has any. */
@Schema(name = "AgentSettings")
public sealed interface AgentSettings permits SimulatedSettings, AgentSettings.None {
    /** Of the kinds that have none. */
    @Schema(name = "NoSettings", description = "There is nothing to fill in")
    record None() implements AgentSettings {}
}
