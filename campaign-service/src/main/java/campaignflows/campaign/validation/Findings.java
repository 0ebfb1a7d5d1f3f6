package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Collects what the rules find in one flow, up to a number that people can work with: otherwise the response for a broken flow of
 * a thousand nodes would be larger than the flow. What is left out is counted.
 */
public final class Findings {
    /** Of a node; the next ones show when these are gone. */
    static final int MAX_OF_NODE = 20;
    /** Of a flow. */
    static final int MAX = 500;

    private static final String WHOLE_FLOW = "";

    private final UUID flowId;
    private final List<Finding> errors = new ArrayList<>();
    private final List<Finding> warnings = new ArrayList<>();
    private final Map<String, Integer> byNode = new HashMap<>();
    private int errorsLeftOut;
    private int warningsLeftOut;

    public Findings(UUID flowId) {
        this.flowId = flowId;
    }

    UUID flowId() {
        return flowId;
    }

    /** An error of the flow as a whole. */
    public void error(FindingCode code, String message) {
        add(new Finding(Severity.ERROR, code, flowId, null, message));
    }

    public void error(Node node, FindingCode code, String message) {
        error(node, null, code, message);
    }

    /** @param setting its path in the node's settings */
    public void error(Node node, @Nullable String setting, FindingCode code, String message) {
        add(new Finding(Severity.ERROR, code, flowId, node.id(), setting, null, null, message));
    }

    /**
     * An error of a value.
     *
     * @param setting the path of the value, in which the problem has its own place
     */
    void error(Node node, String setting, ValueRules.Problem problem, String message) {
        add(new Finding(
                Severity.ERROR,
                problem.code(),
                flowId,
                node.id(),
                problem.path().isEmpty() ? setting : setting + problem.path(),
                problem.line(),
                problem.column(),
                message));
    }

    public void warning(Node node, FindingCode code, String message) {
        warning(node, null, code, message);
    }

    /** @param setting its path in the node's settings */
    public void warning(Node node, @Nullable String setting, FindingCode code, String message) {
        add(new Finding(Severity.WARNING, code, flowId, node.id(), setting, null, null, message));
    }

    private void add(Finding finding) {
        List<Finding> kept = finding.isError() ? errors : warnings;
        String node = finding.nodeId() == null ? WHOLE_FLOW : finding.nodeId();
        if (kept.size() < MAX && byNode.merge(node, 1, Integer::sum) <= MAX_OF_NODE) {
            kept.add(finding);
        } else if (finding.isError()) {
            errorsLeftOut++;
        } else {
            warningsLeftOut++;
        }
    }

    /** What was found so far, errors first, else in the order of the rules; and how much more there is. */
    public List<Finding> toList() {
        List<Finding> all = new ArrayList<>(errors);
        all.addAll(warnings);
        if (errorsLeftOut + warningsLeftOut > 0) {
            all.add(new Finding(
                    errorsLeftOut > 0 ? Severity.ERROR : Severity.WARNING,
                    FindingCode.MORE_FINDINGS,
                    flowId,
                    null,
                    "There are %,d errors and %,d warnings more: they show when some of these are gone"
                            .formatted(errorsLeftOut, warningsLeftOut)));
        }
        return List.copyOf(all);
    }
}
