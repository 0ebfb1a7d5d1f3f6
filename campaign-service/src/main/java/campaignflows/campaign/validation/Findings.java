package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Collects what the rules find in one flow. */
public final class Findings {
    private final UUID flowId;
    private final List<Finding> found = new ArrayList<>();

    public Findings(UUID flowId) {
        this.flowId = flowId;
    }

    UUID flowId() {
        return flowId;
    }

    /** An error of the flow as a whole. */
    public void error(FindingCode code, String message) {
        found.add(new Finding(Severity.ERROR, code, flowId, null, message));
    }

    public void error(Node node, FindingCode code, String message) {
        error(node.id(), code, message);
    }

    public void error(String nodeId, FindingCode code, String message) {
        found.add(new Finding(Severity.ERROR, code, flowId, nodeId, message));
    }

    public void warning(Node node, FindingCode code, String message) {
        found.add(new Finding(Severity.WARNING, code, flowId, node.id(), message));
    }

    /** What was found so far, errors first, else in the order of the rules. */
    public List<Finding> toList() {
        List<Finding> sorted = new ArrayList<>(found.size());
        found.stream().filter(Finding::isError).forEach(sorted::add);
        found.stream().filter(finding -> !finding.isError()).forEach(sorted::add);
        return List.copyOf(sorted);
    }
}
