package campaignflows.engine.simulation;

import campaignflows.engine.simulation.SimulationRun.EventResult;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.message.PlanCommunication;
import campaignflows.platform.contracts.simulation.ForecastResult;
import campaignflows.platform.contracts.simulation.SimulationResult.Canceled;
import campaignflows.platform.contracts.simulation.SimulationResult.Effect;
import campaignflows.platform.contracts.simulation.SimulationResult.Planned;
import campaignflows.platform.contracts.simulation.SimulationResult.Written;
import campaignflows.platform.contracts.simulation.SimulationSubjectLine;
import campaignflows.platform.contracts.walk.WalkOutcome;
import campaignflows.platform.contracts.walk.WalkRecorded;
import campaignflows.platform.contracts.walk.WalkRecorded.Step;
import campaignflows.platform.contracts.walk.WalkRecorded.Way;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sums up the results of many events. Its size depends on the flows and not on the number of events. */
final class ForecastResultBuilder {

    private record PathElementKey(UUID flowId, Way way) {}

    private record NodeKey(UUID flowId, String nodeId) {}

    private record FieldKey(UUID flowId, String nodeId, FieldLevel level, String name) {}

    private record ProblemKey(UUID flowId, @Nullable String nodeId, String message, boolean endsWalk) {}

    private static final class WalkCount {
        private long completed;
        private long failed;
    }

    private static final class ProblemCount {
        private final @Nullable UUID participantId;
        private long count;

        ProblemCount(@Nullable UUID participantId) {
            this.participantId = participantId;
        }
    }

    private static final class PlanCount {
        private final PlanCommunication first;
        private final TreeMap<LocalDate, Long> days = new TreeMap<>();
        private long count;
        private long skipped;
        private long unreachable;
        private @Nullable Instant earliest;
        private @Nullable Instant latest;

        PlanCount(PlanCommunication first) {
            this.first = first;
        }
    }

    private final ZoneId zone;
    private final Map<UUID, WalkCount> walks = new LinkedHashMap<>();
    private final Map<PathElementKey, Long> ways = new LinkedHashMap<>();
    private final Map<NodeKey, PlanCount> plans = new LinkedHashMap<>();
    private final Map<FieldKey, Long> updates = new LinkedHashMap<>();
    private final Map<ProblemKey, ProblemCount> problems = new LinkedHashMap<>();
    private long participants;
    private long events;
    private long followUps;
    private long otherProblems;

    /** @param zone whose days are counted */
    ForecastResultBuilder(ZoneId zone) {
        this.zone = zone;
    }

    void participant() {
        participants++;
    }

    void add(SimulationSubjectLine.Subject subject, EventResult result, boolean followUp) {
        events++;
        followUps += followUp ? 1 : 0;
        UUID participantId = subject.stored() ? subject.participant().participantId() : null;
        for (WalkRecorded walk : result.walks()) {
            add(walk, participantId);
        }
        for (Effect effect : result.effects()) {
            switch (effect) {
                case Planned planned -> add(planned, subject);
                case Written written -> add(written);
                case Canceled canceled -> {}
            }
        }
    }

    private void add(WalkRecorded walk, @Nullable UUID participantId) {
        UUID flowId = walk.flowId();
        if (flowId == null || walk.outcome() == WalkOutcome.NOT_WALKED) {
            return;
        }
        WalkCount count = walks.computeIfAbsent(flowId, any -> new WalkCount());
        boolean failed = walk.outcome() == WalkOutcome.FAILED;
        if (failed) {
            count.failed++;
        } else {
            count.completed++;
        }
        walk.ways().forEach(way -> ways.merge(new PathElementKey(flowId, way), 1L, Long::sum));
        List<Step> steps = walk.steps();
        for (Step step : steps) {
            if (step.message() != null && step.port() != null) {
                problem(new ProblemKey(flowId, step.nodeId(), step.message(), false), participantId);
            }
        }
        if (failed) {
            String nodeId = steps.isEmpty() ? null : steps.getLast().nodeId();
            String message = Objects.requireNonNullElse(walk.error(), "The walk failed");
            problem(new ProblemKey(flowId, nodeId, message, true), participantId);
        }
    }

    private void problem(ProblemKey key, @Nullable UUID participantId) {
        ProblemCount known = problems.get(key);
        if (known == null) {
            if (problems.size() >= ForecastResult.MAX_PROBLEMS) {
                otherProblems++;
                return;
            }
            known = new ProblemCount(participantId);
            problems.put(key, known);
        }
        known.count++;
    }

    private void add(Planned planned, SimulationSubjectLine.Subject subject) {
        PlanCount count = plans.computeIfAbsent(
                new NodeKey(planned.flowId(), planned.nodeId()), any -> new PlanCount(planned.plan()));
        count.count++;
        Instant due = planned.dueAt();
        if (due == null) {
            count.skipped++;
            return;
        }
        if (!subject.reachable().contains(planned.plan().channel())) {
            count.unreachable++;
            return;
        }
        count.earliest = count.earliest == null || due.isBefore(count.earliest) ? due : count.earliest;
        count.latest = count.latest == null || due.isAfter(count.latest) ? due : count.latest;
        count.days.merge(due.atZone(zone).toLocalDate(), 1L, Long::sum);
    }

    private void add(Written written) {
        if (!Objects.equals(written.before(), written.after())) {
            updates.merge(
                    new FieldKey(written.flowId(), written.nodeId(), written.level(), written.name()), 1L, Long::sum);
        }
    }

    ForecastResult build(SimulationSubjectLine.End end) {
        return new ForecastResult(
                participants,
                events,
                followUps,
                list(walks, (flowId, count) -> new ForecastResult.FlowWalks(flowId, count.completed, count.failed)),
                list(ways, (key, count) -> new ForecastResult.FlowWay(key.flowId(), key.way(), count)),
                list(plans, ForecastResultBuilder::communications),
                list(
                        updates,
                        (key, count) ->
                                new ForecastResult.Updates(key.flowId(), key.nodeId(), key.level(), key.name(), count)),
                list(
                        problems,
                        (key, count) -> new ForecastResult.Problem(
                                key.flowId(),
                                key.nodeId(),
                                key.message(),
                                key.endsWalk(),
                                count.count,
                                count.participantId)),
                otherProblems,
                zone,
                end);
    }

    private static ForecastResult.Communications communications(NodeKey key, PlanCount count) {
        PlanCommunication plan = count.first;
        return new ForecastResult.Communications(
                key.flowId(),
                key.nodeId(),
                plan.name(),
                plan.channel(),
                plan.channelId(),
                plan.agentId(),
                count.count,
                count.skipped,
                count.unreachable,
                count.earliest,
                count.latest,
                list(count.days, ForecastResult.Day::new));
    }

    private static <K, V, R> List<R> list(Map<K, V> counts, java.util.function.BiFunction<K, V, R> form) {
        List<R> list = new ArrayList<>(counts.size());
        counts.forEach((key, count) -> list.add(form.apply(key, count)));
        return list;
    }
}
