package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeType;

/** Warns of nodes after a To Another Flow: the walk ends there, so they are never walked. */
final class UnreachableAfterHandoverRule implements FlowRule {
    @Override
    public void check(FlowGraph flow, ValidationContext context, Findings findings) {
        for (Node node : flow.nodes()) {
            if (node.type() == NodeType.TO_ANOTHER_FLOW && !flow.outgoing(node).isEmpty()) {
                findings.warning(
                        node,
                        FindingCode.NEVER_WALKED,
                        "The walk ends at %s: what its output leads to is never walked from here"
                                .formatted(DisplayName.of(node)));
            }
        }
    }
}
