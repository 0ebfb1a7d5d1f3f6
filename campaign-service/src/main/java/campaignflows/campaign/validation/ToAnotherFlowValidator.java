package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;
import java.util.UUID;

/** To Another Flow refers to another flow of the campaign that has a From Another Flow; an inactive one is a warning. */
final class ToAnotherFlowValidator extends NodeValidator<NodeSettings.ToAnotherFlow> {
    ToAnotherFlowValidator() {
        super(NodeSettings.ToAnotherFlow.class);
    }

    @Override
    MissingSettings missing(NodeSettings.ToAnotherFlow filled) {
        return new MissingSettings().unless(filled.flowId() != null, "flow_id", "Flow");
    }

    @Override
    void check(Node node, NodeSettings.ToAnotherFlow filled, ValidationContext context, Findings findings) {
        UUID target = filled.flowId();
        if (target == null) {
            return;
        }
        String name = DisplayName.of(node);
        TargetFlow flow = context.targets().get(target);
        if (target.equals(findings.flowId())) {
            findings.error(
                    node,
                    "flow_id",
                    FindingCode.TARGET_FLOW_OWN,
                    "%s leads to its own flow: choose another one".formatted(name));
        } else if (flow == null) {
            findings.error(
                    node,
                    "flow_id",
                    FindingCode.TARGET_FLOW_MISSING,
                    "%s: The flow to go on with no longer exists: choose another".formatted(name));
        } else if (!flow.hasEntry()) {
            findings.error(
                    node,
                    "flow_id",
                    FindingCode.TARGET_FLOW_WITHOUT_ENTRY,
                    "%s: The flow %s has no trigger From Another Flow: add it there, or choose another flow"
                            .formatted(name, flow.name()));
        } else if (!flow.active()) {
            findings.warning(
                    node,
                    "flow_id",
                    FindingCode.TARGET_FLOW_INACTIVE,
                    "%s: The flow %s is not active: participants who come here stop here".formatted(name, flow.name()));
        }
    }
}
