package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.Node;
import java.util.Set;

/** Every node can be reached from a trigger. */
final class ReachabilityRule implements FlowRule {
    @Override
    public void check(FlowGraph flow, ValidationContext context, Findings findings) {
        Set<Node> reached = flow.reachable(flow.triggers(), node -> true);
        for (Node node : flow.nodes()) {
            if (!reached.contains(node)) {
                findings.error(
                        node,
                        FindingCode.NODE_UNREACHABLE,
                        "%s cannot be reached from a trigger: connect it or delete it".formatted(DisplayName.of(node)));
            }
        }
    }
}
