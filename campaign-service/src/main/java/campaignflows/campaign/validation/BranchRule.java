package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.Edge;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.flow.Port;
import java.util.EnumSet;
import java.util.Set;

/** A Field Check leads somewhere. One open branch is only a warning: participants on it stop at the check. */
final class BranchRule implements FlowRule {
    @Override
    public void check(FlowGraph flow, ValidationContext context, Findings findings) {
        for (Node node : flow.nodes()) {
            if (node.type() == NodeType.FIELD_CHECK) {
                checkBranches(node, connectedPorts(flow, node), findings);
            }
        }
    }

    private static void checkBranches(Node node, Set<Port> connected, Findings findings) {
        boolean match = connected.contains(Port.MATCH);
        boolean otherwise = connected.contains(Port.ELSE);
        if (!match && !otherwise) {
            findings.error(
                    node,
                    FindingCode.FIELD_CHECK_NOT_CONNECTED,
                    "%s leads nowhere: connect its outputs Match and Else".formatted(DisplayName.of(node)));
        } else if (!match || !otherwise) {
            findings.warning(
                    node,
                    FindingCode.BRANCH_OPEN,
                    "The output %s of %s is not connected: participants on that path stop there"
                            .formatted(match ? "Else" : "Match", DisplayName.of(node)));
        }
    }

    private static Set<Port> connectedPorts(FlowGraph flow, Node node) {
        Set<Port> ports = EnumSet.noneOf(Port.class);
        for (Edge edge : flow.outgoing(node)) {
            ports.add(edge.port());
        }
        return ports;
    }
}
