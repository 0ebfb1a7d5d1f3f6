package campaignflows.campaign.simulation;

import campaignflows.campaign.journal.FlowCounts.EdgeCount;
import campaignflows.campaign.journal.FlowCounts.NodeCount;
import campaignflows.campaign.validation.Finding;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.flow.Port;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What one event of each of many participants would have caused. */
@Schema(name = "Forecast")
public record ForecastView(
        @Schema(description = "What was now") Instant at,

        @Schema(description = "What happened to each; null for a file, whose rows make participants or update them")
        @Nullable
        NodeType trigger,

        @Schema(description = "How many came") long participants,

        @Schema(
                description =
                        "How many events began flows, or would have if a flow had their trigger; follow_ups included")
        long events,

        @Schema(
                description =
                        "Events that walks would have caused at once: a change of a value, a communication skipped at once")
        long followUps,

        @Schema(description = "Of a file: what became of its rows") @Nullable
        Rows rows,

        List<FlowForecast> flows,
        List<Communications> communications,

        @Schema(description = "How often nodes would have given a field another value")
        List<Updates> updates,

        @Schema(description = "What went otherwise than meant, by kind; at most 200 kinds")
        List<Problem> errors,

        @Schema(description = "How often what is of none of these kinds happened")
        long otherErrors,

        @Schema(description = "Whose days are counted: the tenant's time zone")
        String timezone,

        @Schema(description = "What a validation finds in the flow that was named")
        List<Finding> findings) {

    /** Total = new + updated + failed. */
    @Schema(name = "ForecastRows")
    public record Rows(
            long total, @JsonProperty("new") long created, long updated, long failed, List<RowFault> errors) {}

    /** A fault that rows have in common. */
    @Schema(name = "ForecastRowFault")
    public record RowFault(
            @Nullable String field,
            String message,
            long count,

            @Schema(description = "Number of the first such record, header = 1")
            long firstRow) {}

    /** The walks of a flow; per node: entered = ended + the counts of the edges that leave it. */
    @Schema(name = "ForecastFlow")
    public record FlowForecast(
            UUID flowId,
            String name,
            int revision,
            long walks,

            @Schema(description = "Came to the end of their path")
            long completed,

            @Schema(description = "Ended with an error") long failed,
            List<NodeCount> nodes,
            List<EdgeCount> edges,

            @Schema(description = "Where walks ended since no edge leaves the port")
            List<OpenPort> openPorts) {}

    /** Walks that ended at a port that no edge leaves. */
    @Schema(name = "ForecastOpenPort")
    public record OpenPort(String nodeId, Port port, long count) {}

    /** What a node would have planned: count = messages + skipped + unreachable. */
    @Schema(name = "ForecastCommunications")
    public record Communications(
            UUID flowId,
            String nodeId,
            String name,
            ChannelType channel,
            UUID channelId,
            UUID agentId,
            @Nullable String agentName,

            @Schema(description = "Planned communications") long count,

            @Schema(description = "Of them those that are sent, as far as one can know")
            long messages,

            @Schema(description = "Skipped at once: they have no time at which to be sent")
            long skipped,

            @Schema(description = "The person has no address on the channel, or has opted out")
            long unreachable,

            @Schema(description = "Due time of the first message") @Nullable
            Instant earliest,

            @Schema(description = "Due time of the last message") @Nullable
            Instant latest,

            @Schema(description = "Messages by day") List<Day> days) {}

    @Schema(name = "ForecastDay")
    public record Day(LocalDate date, long count) {}

    @Schema(name = "ForecastUpdates")
    public record Updates(UUID flowId, String nodeId, String field, long count) {}

    @Schema(name = "ForecastProblem")
    public record Problem(
            UUID flowId,
            @Nullable String nodeId,
            String message,

            @Schema(description = "Whether the walk ended there")
            boolean endsWalk,

            long count,

            @Schema(description = "The first it happened to, to be simulated alone; null if it is not in the campaign")
            @Nullable
            UUID participantId) {}
}
