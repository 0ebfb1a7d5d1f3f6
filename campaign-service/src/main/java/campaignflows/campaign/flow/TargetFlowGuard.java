package campaignflows.campaign.flow;

import campaignflows.campaign.validation.Finding;
import campaignflows.campaign.validation.FindingCode;
import campaignflows.campaign.validation.Findings;
import campaignflows.campaign.validation.TargetFlow;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;
import campaignflows.platform.web.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Ensures that no active flow is left with a To Another Flow that leads nowhere (rule W3): its target may become inactive, which
 * is only a warning, but may neither be deleted nor lose its From Another Flow.
 */
final class TargetFlowGuard {
    private TargetFlowGuard() {}

    /**
     * Of a change that is to be saved.
     *
     * @throws ProblemException 422 with a finding for each node that would lead nowhere
     */
    static void requireEntryKept(List<CampaignFlow> active, Flow before, Flow after) {
        if (!TargetFlow.of(before).hasEntry() || TargetFlow.of(after).hasEntry()) {
            return;
        }
        List<Finding> findings = findings(
                active,
                before,
                FindingCode.TARGET_FLOW_WITHOUT_ENTRY,
                "%s hands over to this flow: keep its From Another Flow, or deactivate the flow %s first");
        if (!findings.isEmpty()) {
            throw ProblemException.invalid("The change would make another, active flow invalid")
                    .withFindings(findings);
        }
    }

    /**
     * Of a flow that is to be deleted.
     *
     * @throws ProblemException 409 with a finding for each node that would lead nowhere
     */
    static void requireNoTarget(List<CampaignFlow> active, Flow flow) {
        List<Finding> findings = findings(
                active,
                flow,
                FindingCode.TARGET_FLOW_MISSING,
                "%s hands over to this flow: deactivate the flow %s first");
        if (!findings.isEmpty()) {
            throw ProblemException.conflict(
                            "The flow cannot be deleted: " + findings.getFirst().message())
                    .withFindings(findings);
        }
    }

    private static List<Finding> findings(List<CampaignFlow> active, Flow target, FindingCode code, String message) {
        List<Finding> all = new ArrayList<>();
        for (CampaignFlow stored : active) {
            Flow flow = stored.flow();
            Findings findings = new Findings(flow.id());
            for (Node node : flow.nodes()) {
                if (!flow.id().equals(target.id())
                        && node.settings() instanceof NodeSettings.ToAnotherFlow(UUID named)
                        && target.id().equals(named)) {
                    String name = node.name().isBlank() ? "To Another Flow" : node.name();
                    findings.error(node, code, message.formatted(name, flow.name()));
                }
            }
            all.addAll(findings.toList());
        }
        return all;
    }
}
