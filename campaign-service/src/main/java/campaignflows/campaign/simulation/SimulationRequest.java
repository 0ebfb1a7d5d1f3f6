package campaignflows.campaign.simulation;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.flow.NodeType;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The participant, the trigger and the time for which a flow is to be walked. */
@Schema(description = "For whom, by what and when the flow is walked: either participant_id or attributes")
public record SimulationRequest(
        @Schema(description = "A participant of the campaign, as it is now") @Nullable
        UUID participantId,

        @Schema(
                description = "A participant that there need not be: values by field name, as text, number or boolean,"
                        + " read as those of an edit; what is not named is not set")
        @Nullable
        Map<String, JsonNode> attributes,

        @Schema(description = "IANA name in place of the participant's own; without any the tenant's counts") @Nullable
        String timezone,

        @Schema(
                description = "In place of the participant's last communication; for communication_ended and"
                        + " communication_updated the one whose event it is")
        @Nullable
        Communication lastCommunication,

        @Schema(description = "One of the flow's triggers", required = true) @Nullable
        NodeType trigger,

        @Schema(description = "What is now; the present moment if it is left out") @Nullable
        Instant at) {

    /** A communication that may never have been. */
    @Schema(name = "SimulatedCommunication")
    public record Communication(
            @Schema(required = true) @Nullable String name,

            @Schema(required = true) @Nullable CommunicationStatus status,

            @Schema(required = true) @Nullable ChannelType channel,

            @Schema(description = "Results by name, of those that the agents of the campaign's flows give") @Nullable
            Map<String, JsonNode> results) {}
}
