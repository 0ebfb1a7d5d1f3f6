package campaignflows.communication.simulatedagent;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the settings of an agent may be, which its kind decides. */
@Schema(
        name = "AgentSettings",
        description =
                "Of a simulated agent its odds; of an external agent its endpoint; of a message agent how it speaks on the phone, or empty")
public interface AgentSettings {
    /** Of the kinds that have none. */
    record None() implements AgentSettings {}

    /** The settings before they are checked. */
    @Schema(name = "AgentSettingsDraft", description = "By the kind of the agent; replaces all settings")
    interface Draft {}
}
