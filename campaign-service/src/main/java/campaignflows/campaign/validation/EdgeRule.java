package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.Edge;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.values.WireName;
import java.util.HashSet;
import java.util.Set;

/** No edge enters a trigger, each leaves a port that its node has, and one edge at most leaves a port (rule W2). */
final class EdgeRule implements FlowRule {
    @Override
    public void check(FlowGraph flow, ValidationContext context, Findings findings) {
        Set<String> taken = new HashSet<>();
        for (Edge edge : flow.edges()) {
            Node source = flow.node(edge.source());
            Node target = flow.node(edge.target());
            String port = WireName.of(edge.port());
            if (target.type().isTrigger()) {
                findings.error(
                        target,
                        FindingCode.EDGE_INTO_TRIGGER,
                        "%s is a trigger: no edge may lead into it".formatted(DisplayName.of(target)));
            }
            if (!source.type().ports().contains(edge.port())) {
                findings.error(
                        source,
                        FindingCode.UNKNOWN_PORT,
                        "%s has no output %s".formatted(DisplayName.of(source), port));
            } else if (!taken.add(source.id() + ' ' + port)) {
                findings.error(
                        source,
                        FindingCode.PORT_TAKEN,
                        "More than one edge leaves the output %s of %s: keep one"
                                .formatted(port, DisplayName.of(source)));
            }
        }
    }
}
