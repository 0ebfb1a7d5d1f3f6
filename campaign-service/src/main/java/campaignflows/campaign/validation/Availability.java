package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.flow.Node;
import java.util.List;

/**
 * Finds what is part of the product but not available yet. Such a flow is not even saved, so that nobody builds on what
 * would never be walked.
 */
public final class Availability {
    private Availability() {}

    public static List<Finding> check(Flow flow) {
        Findings findings = new Findings(flow.id());
        for (Node node : flow.nodes()) {
            if (!node.type().isBuilt()) {
                findings.error(
                        node,
                        FindingCode.NOT_AVAILABLE,
                        "%s: Nodes of the kind %s are not available yet"
                                .formatted(DisplayName.of(node), DisplayName.of(node.type())));
            }
        }
        return findings.toList();
    }
}
