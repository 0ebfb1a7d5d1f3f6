package campaignflows.campaign.simulation;

import campaignflows.campaign.flow.ValidationInputs;
import campaignflows.campaign.validation.Finding;
import campaignflows.platform.contracts.communication.AgentSummary;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.simulation.SimulationScope;
import campaignflows.platform.values.FieldValue;
import campaignflows.platform.values.WireName;
import campaignflows.platform.web.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as it would run if the chosen flow were active, and the names of what it refers to.
 *
 * @param campaign its flows are the active ones and the chosen one, in their order
 * @param chosen   the requested flow; null for all active ones
 * @param findings of the chosen flow, otherwise none
 */
record SimulationContext(
        CampaignDefined campaign, @Nullable Flow chosen, List<Finding> findings, ValidationInputs inputs) {
    SimulationContext {
        findings = List.copyOf(findings);
    }

    SimulationScope at(Instant moment) {
        return new SimulationScope(campaign, chosen == null ? null : chosen.id(), moment);
    }

    /** The flows that a trigger starts directly. */
    List<Flow> beginning(NodeType trigger) {
        return campaign.flows().stream()
                .filter(flow -> chosen == null || chosen.id().equals(flow.id()))
                .filter(flow -> triggersOf(flow).contains(trigger))
                .toList();
    }

    /** Refuses a trigger that starts no flow (422). */
    void requireTrigger(@Nullable NodeType trigger) {
        if (trigger == null) {
            throw ProblemException.invalidField("trigger", "Name the trigger to begin with: " + offered());
        }
        if (!trigger.isTrigger()) {
            throw ProblemException.invalidField(
                    "trigger", "%s is a kind of node, but no trigger: %s".formatted(WireName.of(trigger), offered()));
        }
        if (beginning(trigger).isEmpty()) {
            throw ProblemException.invalidField(
                    "trigger",
                    chosen == null
                            ? "No active flow has the trigger %s: activate one, or name a flow by flow_id"
                                    .formatted(WireName.of(trigger))
                            : "The flow has no trigger %s: %s".formatted(WireName.of(trigger), offered()));
        }
    }

    private String offered() {
        String names = campaign.flows().stream()
                .filter(flow -> chosen == null || chosen.id().equals(flow.id()))
                .flatMap(flow -> triggersOf(flow).stream())
                .distinct()
                .map(WireName::of)
                .collect(Collectors.joining(", "));
        if (names.isEmpty()) {
            return chosen == null ? "no active flow has one yet" : "the flow has none yet";
        }
        return (chosen == null ? "the active flows have " : "the flow has ") + names;
    }

    static List<NodeType> triggersOf(Flow flow) {
        return flow.nodes().stream()
                .map(Node::type)
                .filter(NodeType::isTrigger)
                .distinct()
                .toList();
    }

    Optional<Flow> flow(UUID id) {
        return campaign.flows().stream().filter(flow -> flow.id().equals(id)).findFirst();
    }

    @Nullable
    String agentName(UUID id) {
        AgentSummary agent = inputs.agents().get(id);
        return agent == null ? null : agent.name();
    }

    /** A field as flows name it. */
    static String path(FieldLevel level, String name) {
        return WireName.of(level) + "." + name;
    }

    /** A value as the API returns it; a text that is not valid for the field's type is returned as it is. */
    @Nullable
    Object publicForm(String field, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return campaign.field(field)
                    .map(FieldDefinition::type)
                    .map(type -> FieldValue.ofCanonical(type, text).publicForm())
                    .orElse(text);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
