package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeType;
import java.util.List;

/** Warns of communications that every re-upload of a participant would send again, since no Field Check guards them. */
final class DuplicateRiskRule implements FlowRule {
    @Override
    public void check(FlowGraph flow, ValidationContext context, Findings findings) {
        List<Node> risky = flow.triggers().stream()
                .filter(trigger -> trigger.type() == NodeType.PARTICIPANT_CREATED
                        || trigger.type() == NodeType.PARTICIPANT_UPDATED)
                .toList();
        for (Node node : flow.reachable(risky, node -> node.type() != NodeType.FIELD_CHECK)) {
            if (node.type().channel().isPresent()) {
                findings.warning(
                        node,
                        FindingCode.DUPLICATES_POSSIBLE,
                        "No Field Check stands between the trigger and %s: a participant who is added or updated again is contacted again"
                                .formatted(DisplayName.of(node)));
            }
        }
    }
}
