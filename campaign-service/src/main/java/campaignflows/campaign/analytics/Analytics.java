package campaignflows.campaign.analytics;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The figures of a campaign as the API returns them (rule A1). */
@Schema(description = "The figures of a campaign")
public record Analytics(
        @Schema(description = "The first day that counts; null: from the beginning") @Nullable
        LocalDate from,

        @Schema(description = "The last day that counts; null: until now") @Nullable
        LocalDate to,

        @Schema(description = "The zone of all days") String timezone,

        @Schema(
                description =
                        "Who is in the campaign at the end of the period; as many as the list of participants has if it is open")
        long participants,

        @Schema(
                description =
                        "Those still in the campaign who were reached in the period for the first time: a communication"
                                + " with them was Started, Delivered, Read, Replied, Completed or NoResponse")
        long reached,

        @Schema(
                description =
                        "Those still in the campaign with whom a communication was Replied or Completed in the period"
                                + " for the first time")
        long successful,

        @Schema(description = "successful / reached, from 0 to 1 with four decimals; null if nobody was reached")
        @Nullable
        Double successRate,

        @Schema(description = "Communications that were planned in the period")
        long communications,

        List<ByStatus> byStatus,
        List<ByChannel> byChannel,
        List<ByName> byName,

        @Schema(description = "Days on which a communication was planned or somebody reached, in order")
        List<ByDay> byDay,

        @Schema(description = "Per flow, in their order; of all time, whatever the period is")
        List<Funnel> funnels,

        @Schema(description = "Whether POST …/analytics/embed gives access to a dashboard of Superset")
        boolean embeddable) {
    public Analytics {
        byStatus = List.copyOf(byStatus);
        byChannel = List.copyOf(byChannel);
        byName = List.copyOf(byName);
        byDay = List.copyOf(byDay);
        funnels = List.copyOf(funnels);
    }

    /** Communications in a status; a status without any is left out. */
    @Schema(name = "StatusFigures")
    public record ByStatus(CommunicationStatus status, long communications) {}

    /** Communications on a channel. */
    @Schema(name = "ChannelFigures")
    public record ByChannel(
            ChannelType channel,
            long communications,

            @Schema(description = "Started, Delivered, Read, Replied, Completed or NoResponse")
            long reached,

            @Schema(description = "Replied or Completed") long successful) {}

    /** Communications of a name. */
    @Schema(name = "NameFigures")
    public record ByName(
            String name,
            long communications,

            @Schema(description = "Started, Delivered, Read, Replied, Completed or NoResponse")
            long reached,

            @Schema(description = "Replied or Completed") long successful) {}

    /** What was planned on a day, by its current status. */
    @Schema(name = "DayFigures")
    public record ByDay(
            LocalDate day,
            long communications,

            @Schema(description = "Started, Delivered, Read, Replied, Completed or NoResponse")
            long reached,

            @Schema(description = "Replied or Completed") long successful) {}

    /** How far participants come in a flow. */
    @Schema(name = "FlowFunnel")
    public record Funnel(UUID flowId, String name, List<FunnelNode> nodes) {
        public Funnel {
            nodes = List.copyOf(nodes);
        }
    }

    /** How many walks entered a node. */
    @Schema(name = "FunnelNode")
    public record FunnelNode(String nodeId, String name, long entered) {}
}
