package campaignflows.communication.agent;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What an external agent and this installation sign with from now on.
 *
 * @param secret shown this once
 */
@Schema(name = "AgentSecret")
public record AgentSecretView(String secret) {

    @Override
    public String toString() {
        return "AgentSecretView[…]";
    }

    /** Body of the change; it may be left out. */
    @Schema(name = "AgentSecretChange")
    public record Change(
            @Schema(description = "whsec_ and 24 to 64 bytes in base64; left out, a new one is made") @Nullable
            String secret,

            @Schema(
                    description =
                            "Whether the secret before it goes on for 24 hours, in which both sign; true if left out. False where somebody else has learned it")
            @Nullable
            Boolean keepPrevious) {

        @Override
        public String toString() {
            return "Change[…]";
        }
    }
}
