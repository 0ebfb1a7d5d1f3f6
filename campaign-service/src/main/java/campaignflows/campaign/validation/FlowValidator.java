package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.Flow;
import java.util.List;

/** Validates a flow for its activation (rule W4). Stateless; the same flow and context give the same findings. */
public final class FlowValidator {
    private final List<FlowRule> rules = List.of(
            new TriggerRule(),
            new EdgeRule(),
            new ReachabilityRule(),
            new CycleRule(),
            new BranchRule(),
            new UnreachableAfterHandoverRule(),
            new NodeRule(),
            new CommunicationNameRule(),
            new DuplicateRiskRule());

    /** All that is wrong with the flow, errors first; warnings do not refuse the activation. */
    public List<Finding> validate(Flow flow, ValidationContext context) {
        FlowGraph graph = new FlowGraph(flow);
        Findings findings = new Findings(flow.id());
        for (FlowRule rule : rules) {
            rule.check(graph, context, findings);
        }
        return findings.toList();
    }
}
