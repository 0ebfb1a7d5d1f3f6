package campaignflows.campaign.simulation;

import campaignflows.campaign.journal.FlowCounts;
import campaignflows.campaign.journal.FlowCounts.Counted;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.flow.Port;
import campaignflows.platform.contracts.simulation.ForecastResult;
import campaignflows.platform.contracts.simulation.ForecastResult.FlowWay;
import campaignflows.platform.contracts.simulation.SimulationSubjectLine;
import campaignflows.platform.values.WireName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Converts the result of a forecast to the view of the API; nodes and edges are counted like those of real walks. */
final class ForecastViews {
    private ForecastViews() {}

    static ForecastView of(SimulationContext context, Instant at, @Nullable NodeType trigger, ForecastResult result) {
        return new ForecastView(
                at,
                trigger,
                result.participants(),
                result.events(),
                result.followUps(),
                rows(result.end().rows()),
                flows(context, result),
                result.communications().stream()
                        .map(plans -> communications(context, plans))
                        .toList(),
                result.updates().stream()
                        .map(updates -> new ForecastView.Updates(
                                updates.flowId(),
                                updates.nodeId(),
                                SimulationContext.path(updates.level(), updates.name()),
                                updates.count()))
                        .toList(),
                result.problems().stream()
                        .map(problem -> new ForecastView.Problem(
                                problem.flowId(),
                                problem.nodeId(),
                                problem.message(),
                                problem.endsWalk(),
                                problem.count(),
                                problem.participantId()))
                        .toList(),
                result.otherProblems(),
                result.zone().getId(),
                context.findings());
    }

    private static ForecastView.@Nullable Rows rows(SimulationSubjectLine.@Nullable Rows rows) {
        return rows == null
                ? null
                : new ForecastView.Rows(
                        rows.total(),
                        rows.created(),
                        rows.updated(),
                        rows.failed(),
                        rows.faults().stream()
                                .map(fault -> new ForecastView.RowFault(
                                        fault.field(), fault.message(), fault.count(), fault.firstRow()))
                                .toList());
    }

    /** All flows that could have been walked: the named one or all, and those that participants were handed over to. */
    private static List<ForecastView.FlowForecast> flows(SimulationContext context, ForecastResult result) {
        List<ForecastView.FlowForecast> flows = new ArrayList<>();
        for (Flow flow : context.campaign().flows()) {
            ForecastResult.FlowWalks walks = result.walks().stream()
                    .filter(each -> each.flowId().equals(flow.id()))
                    .findFirst()
                    .orElse(new ForecastResult.FlowWalks(flow.id(), 0, 0));
            Flow chosen = context.chosen();
            boolean shown = chosen == null || chosen.id().equals(flow.id());
            if (shown || walks.completed() + walks.failed() > 0) {
                flows.add(flow(flow, walks, result));
            }
        }
        return flows;
    }

    private static ForecastView.FlowForecast flow(Flow flow, ForecastResult.FlowWalks walks, ForecastResult result) {
        List<FlowWay> ways = result.ways().stream()
                .filter(way -> way.flowId().equals(flow.id()))
                .toList();
        FlowCounts counts =
                FlowCounts.of(flow, ways.stream().map(ForecastViews::counted).toList());
        List<ForecastView.OpenPort> open = new ArrayList<>();
        for (FlowWay way : ways) {
            Port port = way.way().port();
            if (port != null && way.way().nextNodeId() == null) {
                open.add(new ForecastView.OpenPort(way.way().nodeId(), port, way.walks()));
            }
        }
        return new ForecastView.FlowForecast(
                flow.id(),
                flow.name(),
                flow.revision(),
                walks.completed() + walks.failed(),
                walks.completed(),
                walks.failed(),
                counts.nodes(),
                counts.edges(),
                open);
    }

    private static Counted counted(FlowWay way) {
        Port port = way.way().port();
        String next = way.way().nextNodeId();
        return new Counted(
                way.way().nodeId(), port == null ? "" : WireName.of(port), next == null ? "" : next, way.walks());
    }

    private static ForecastView.Communications communications(
            SimulationContext context, ForecastResult.Communications plans) {
        return new ForecastView.Communications(
                plans.flowId(),
                plans.nodeId(),
                plans.name(),
                plans.channel(),
                plans.channelId(),
                plans.agentId(),
                context.agentName(plans.agentId()),
                plans.count(),
                plans.count() - plans.skipped() - plans.unreachable(),
                plans.skipped(),
                plans.unreachable(),
                plans.earliest(),
                plans.latest(),
                plans.days().stream()
                        .map(day -> new ForecastView.Day(day.date(), day.count()))
                        .toList());
    }
}
