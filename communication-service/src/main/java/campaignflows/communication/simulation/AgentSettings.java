package campaignflows.communication.simulation;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the settings of an agent may be, which its kind decides; only a simulated one has any. */
@Schema(name = "AgentSettings", description = "Of a simulated agent its odds; of a message agent empty")
public sealed interface AgentSettings permits SimulatedSettings, AgentSettings.None {
    /** Of the kinds that have none. */
    record None() implements AgentSettings {}
}
