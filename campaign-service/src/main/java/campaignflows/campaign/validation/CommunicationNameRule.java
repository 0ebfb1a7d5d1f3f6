package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The name of a communication identifies it everywhere: it is well-formed and unique in the campaign. */
final class CommunicationNameRule implements FlowRule {
    private static final String FORM = "[A-Z0-9_]{1,64}";

    @Override
    public void check(FlowGraph flow, ValidationContext context, Findings findings) {
        Map<String, String> elsewhere = namesOf(context);
        Set<String> here = new HashSet<>();
        for (Node node : flow.nodes()) {
            nameOf(node).ifPresent(name -> check(node, name, here, elsewhere, findings));
        }
    }

    private static void check(
            Node node, String name, Set<String> here, Map<String, String> elsewhere, Findings findings) {
        if (!name.matches(FORM)) {
            findings.error(
                    node,
                    "communication_name",
                    FindingCode.COMMUNICATION_NAME_INVALID,
                    "The communication name of %s is not valid: use 1 to 64 capital letters, digits and underscores"
                            .formatted(DisplayName.of(node)));
            return;
        }
        String other = elsewhere.get(name);
        if (other != null) {
            findings.error(
                    node,
                    "communication_name",
                    FindingCode.COMMUNICATION_NAME_TAKEN,
                    "The communication name %s is used in the active flow %s already: choose another"
                            .formatted(name, other));
        }
        if (!here.add(name)) {
            findings.error(
                    node,
                    "communication_name",
                    FindingCode.COMMUNICATION_NAME_TAKEN,
                    "The communication name %s is used twice in this flow: choose another".formatted(name));
        }
    }

    private static Map<String, String> namesOf(ValidationContext context) {
        Map<String, String> names = new HashMap<>();
        for (Flow flow : context.otherActiveFlows()) {
            for (Node node : flow.nodes()) {
                nameOf(node).ifPresent(name -> names.putIfAbsent(name, flow.name()));
            }
        }
        return names;
    }

    private static Optional<String> nameOf(Node node) {
        return node.settings() instanceof NodeSettings.Communication communication
                ? Optional.ofNullable(communication.communicationName()).filter(name -> !name.isBlank())
                : Optional.empty();
    }
}
