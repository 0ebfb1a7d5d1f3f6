package campaignflows.campaign.flow;

import campaignflows.campaign.agent.AgentResults;
import campaignflows.campaign.validation.Finding;
import campaignflows.campaign.validation.FlowValidator;
import campaignflows.campaign.validation.PropertyCatalogue;
import campaignflows.campaign.validation.TargetFlow;
import campaignflows.campaign.validation.ValidationContext;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.contracts.flow.Flow;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Validates flows in the context of their campaign (rule W4). */
public final class FlowValidation {
    /** After as many the other flows are not checked. */
    private static final int MAX_FINDINGS = 500;

    private final FlowValidator validator = new FlowValidator();
    private final List<FieldDefinition> fields;
    private final List<FlowAgent> agents;
    private final ValidationInputs validationInputs;

    /** @param agents those that the campaign's flows name, drafts too: their results are known to all flows */
    public FlowValidation(List<FieldDefinition> fields, List<FlowAgent> agents, ValidationInputs validationInputs) {
        this.fields = List.copyOf(fields);
        this.agents = List.copyOf(agents);
        this.validationInputs = validationInputs;
    }

    /**
     * What is wrong with the flow.
     *
     * @param active  the campaign's active flows; the checked one among them does not count
     * @param targets the flows that it hands over to, by id
     */
    public List<Finding> check(Flow flow, List<Flow> active, Map<UUID, TargetFlow> targets) {
        List<Flow> others =
                active.stream().filter(other -> !other.id().equals(flow.id())).toList();
        return validator.validate(
                flow,
                new ValidationContext(
                        properties(flow), validationInputs.agents(), others, targets, validationInputs.parsing()));
    }

    /**
     * What is wrong with any of the active flows.
     *
     * @param targets the flows that they hand over to, by id
     */
    public List<Finding> checkAll(List<Flow> active, Map<UUID, TargetFlow> targets) {
        List<Finding> findings = new ArrayList<>();
        for (Flow flow : active) {
            findings.addAll(check(flow, active, targets));
            if (findings.size() > MAX_FINDINGS) {
                break;
            }
        }
        return findings;
    }

    /** What the flow's settings and code can name. */
    public PropertyCatalogue properties(Flow flow) {
        return PropertyCatalogue.of(fields, resultsFor(flow));
    }

    /**
     * What the flow may ask of a communication: the results of the agents that the campaign's flows name, this one as it is
     * given and at its place among them. To be kept with it when it is active: it was validated with these. */
    public List<ResultField> resultsFor(Flow flow) {
        Set<UUID> all = new LinkedHashSet<>();
        for (FlowAgent used : agents) {
            if (used.flowId().equals(flow.id())) {
                all.addAll(AgentResults.agentsOf(flow));
            } else {
                all.add(used.agentId());
            }
        }
        all.addAll(AgentResults.agentsOf(flow));
        return AgentResults.of(all, validationInputs.agents());
    }
}
