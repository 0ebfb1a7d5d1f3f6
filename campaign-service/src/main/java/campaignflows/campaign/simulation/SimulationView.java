package campaignflows.campaign.simulation;

import campaignflows.campaign.validation.Finding;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.flow.Port;
import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.contracts.walk.WalkOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What one event would have caused. */
@Schema(name = "Simulation")
public record SimulationView(
        UUID flowId,
        int flowRevision,
        NodeType trigger,
        @Schema(description = "What was now") Instant at,

        @Schema(description = "The time zone in which dates were compared: the participant's, else the tenant's")
        String timezone,

        @Schema(description = "completed, or failed if a walk ended with an error")
        WalkOutcome outcome,

        @Schema(description = "Why it failed") @Nullable String error,

        @Schema(
                description =
                        "The nodes in the order in which they were walked, those of flows that were handed over to too")
        List<PathItem> path,

        @Schema(description = "What would have been done, in order")
        List<Command> commands,

        @Schema(description = "The events that this would have caused at once, and the flows that they would begin")
        List<Fires> fires,

        @Schema(description = "What a validation finds in the flow")
        List<Finding> findings) {
    public SimulationView {
        path = List.copyOf(path);
        commands = List.copyOf(commands);
        fires = List.copyOf(fires);
        findings = List.copyOf(findings);
    }

    /** One node of the path. */
    @Schema(name = "SimulationPathItem")
    public record PathItem(
            UUID flowId,
            String nodeId,

            @Schema(description = "The port that the walk left by; null where it did not leave the node") @Nullable
            Port port,

            @Schema(description = "Why the walk did not leave the node; null where it did") @Nullable
            Ended ended,

            @Schema(description = "The operands of a check as they were compared, or what was written")
            List<String> operands,

            @Nullable String message) {}

    /** Why a walk did not leave a node. */
    @Schema(name = "SimulationEnded")
    public enum Ended {
        /** Another flow continues. */
        HANDED_OVER,
        FAILED
    }

    /** Something that a node would have done. */
    @Schema(
            name = "SimulationCommand",
            description =
                    "plan_communication has the properties of communications, update_field has field, before and after")
    public sealed interface Command {
        CommandType type();

        UUID flowId();

        String nodeId();
    }

    /** The kinds of commands. */
    public enum CommandType {
        PLAN_COMMUNICATION,
        CANCEL_COMMUNICATIONS,
        UPDATE_FIELD
    }

    /** A communication would be planned. */
    @Schema(name = "SimulatedPlan")
    public record Plan(
            CommandType type,
            UUID flowId,
            String nodeId,
            String name,
            ChannelType channel,
            UUID channelId,
            UUID agentId,

            @Schema(description = "Null if there is no such agent") @Nullable
            String agentName,

            @Schema(description = "When it would be sent; null if never") @Nullable
            Instant scheduledAt,

            @Schema(description = "Why it would be skipped at once") @Nullable
            String skipped,

            @Schema(description = "Whether the person has an address on the channel and has not opted out, as of now")
            boolean reachable,

            Map<String, String> parameters,

            @Schema(description = "Of an email, filled in") @Nullable
            String subject,

            @Nullable String body,

            @Schema(description = "Of WhatsApp, with its variables filled in")
            MessageContent.@Nullable ApprovedTemplate template)
            implements Command {}

    /** What is Planned for the participant would be canceled. */
    @Schema(name = "SimulatedCancellation")
    public record Cancel(CommandType type, UUID flowId, String nodeId) implements Command {}

    /** A value would be written. */
    @Schema(name = "SimulatedUpdate")
    public record Update(
            CommandType type,
            UUID flowId,
            String nodeId,
            String field,
            @Nullable Object before,
            @Nullable Object after) implements Command {}

    /** An event, and the flows that it would begin. */
    @Schema(name = "SimulationFires")
    public record Fires(NodeType trigger, List<FlowName> flows) {}

    @Schema(name = "SimulationFlow")
    public record FlowName(UUID id, String name) {}
}
