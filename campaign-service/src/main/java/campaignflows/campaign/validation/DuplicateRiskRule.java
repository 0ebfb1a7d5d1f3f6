package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;
import campaignflows.platform.contracts.flow.NodeType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Warns of communications that every repeated upload of a participant would send again, since no Field Check precedes them: in
 * this flow, and in those that it hands over to.
 */
final class DuplicateRiskRule implements FlowRule {
    @Override
    public void check(FlowGraph flow, ValidationContext context, Findings findings) {
        List<Node> risky = flow.triggers().stream()
                .filter(trigger -> trigger.type() == NodeType.PARTICIPANT_CREATED
                        || trigger.type() == NodeType.PARTICIPANT_UPDATED)
                .toList();
        for (Node node : flow.unguarded(risky)) {
            if (node.type().channel().isPresent()) {
                findings.warning(
                        node,
                        FindingCode.DUPLICATES_POSSIBLE,
                        "No Field Check stands between the trigger and %s: a participant who is added or updated again is contacted again"
                                .formatted(DisplayName.of(node)));
            } else if (node.settings() instanceof NodeSettings.ToAnotherFlow(UUID target) && target != null) {
                after(target, context)
                        .ifPresent(met -> findings.warning(
                                node,
                                "flow_id",
                                FindingCode.DUPLICATES_POSSIBLE,
                                "No Field Check stands between the trigger and %s in the flow %s, to which %s hands over: a participant who is added or updated again is contacted again"
                                        .formatted(met.communication(), met.flow(), DisplayName.of(node))));
            }
        }
    }

    private record Met(String communication, String flow) {}

    /** The first communication that is met unguarded after a hand-over, however many flows further on. */
    private static Optional<Met> after(UUID target, ValidationContext context) {
        Set<UUID> seen = new HashSet<>(Set.of(target));
        Deque<UUID> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            TargetFlow flow = context.targets().get(open.removeFirst());
            if (flow == null) {
                continue;
            }
            List<String> communications = flow.unguarded().communications();
            if (!communications.isEmpty()) {
                return Optional.of(new Met(communications.getFirst(), flow.name()));
            }
            flow.unguarded().handovers().stream().filter(seen::add).forEach(open::addLast);
        }
        return Optional.empty();
    }
}
