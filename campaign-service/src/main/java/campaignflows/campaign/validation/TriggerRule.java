package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeType;
import java.util.EnumSet;
import java.util.Set;

/** A flow has a trigger, each kind of trigger at most once, and each leads somewhere. */
final class TriggerRule implements FlowRule {
    @Override
    public void check(FlowGraph flow, ValidationContext context, Findings findings) {
        if (flow.triggers().isEmpty()) {
            findings.error(FindingCode.NO_TRIGGER, "The flow has no trigger: add one, it is where every walk begins");
        }
        Set<NodeType> seen = EnumSet.noneOf(NodeType.class);
        for (Node trigger : flow.triggers()) {
            if (!seen.add(trigger.type())) {
                findings.error(
                        trigger,
                        FindingCode.TRIGGER_REPEATED,
                        "The trigger %s is in the flow twice: a flow may have each trigger once"
                                .formatted(DisplayName.of(trigger.type())));
            }
            if (flow.outgoing(trigger).isEmpty()) {
                findings.error(
                        trigger,
                        FindingCode.TRIGGER_NOT_CONNECTED,
                        "%s leads nowhere: connect its output".formatted(DisplayName.of(trigger)));
            }
        }
    }
}
