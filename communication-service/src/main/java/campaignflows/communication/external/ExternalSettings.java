package campaignflows.communication.external;

import campaignflows.communication.simulatedagent.AgentSettings;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Where an external agent takes sessions.
 *
 * @param endpoint which each session is posted to
 * @param secret   what both sides sign with, in the response to whoever has entered it or had it made; else null, and never
 *     stored here
 */
@Schema(name = "ExternalSettings")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExternalSettings(
        String endpoint,

        @Schema(description = "Shown once: in the response to the call that made the agent or changed its secret")
        @Nullable
        String secret)
        implements AgentSettings {
    static ExternalSettings at(String endpoint) {
        return new ExternalSettings(endpoint, null);
    }

    /** The same with what is shown once. */
    public ExternalSettings showing(String shown) {
        return new ExternalSettings(endpoint, shown);
    }

    @Override
    public String toString() {
        return "ExternalSettings[" + endpoint + "]";
    }

    /** The settings before they are checked. */
    @Schema(name = "ExternalSettingsDraft", description = "Where an external agent takes sessions")
    public record Draft(
            @Schema(
                    description =
                            "https; http only to an address of a network that the operator has allowed. At most 500 characters",
                    examples = "https://agents.example.com/sessions")
            @Nullable
            String endpoint,

            @Schema(
                    description =
                            "whsec_ and 24 to 64 bytes in base64. Left out a new agent gets a new one, and another agent keeps its own; the one before it counts for 24 hours")
            @Nullable
            String secret)
            implements AgentSettings.Draft {

        @Override
        public String toString() {
            return "ExternalSettings.Draft[…]";
        }
    }
}
