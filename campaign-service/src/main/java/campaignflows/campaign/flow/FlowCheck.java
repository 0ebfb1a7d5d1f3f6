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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Validates flows as they stand in their campaign (rule W4). */
public final class FlowCheck {
    private final FlowValidator validator = new FlowValidator();
    private final List<FieldDefinition> fields;
    private final Surroundings surroundings;

    public FlowCheck(List<FieldDefinition> fields, Surroundings surroundings) {
        this.fields = List.copyOf(fields);
        this.surroundings = surroundings;
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
        List<ResultField> results = Stream.concat(Stream.of(flow), others.stream())
                .flatMap(one -> resultsOf(one).stream())
                .toList();
        return validator.validate(
                flow,
                new ValidationContext(
                        PropertyCatalogue.of(fields, AgentResults.union(results)),
                        surroundings.agents(),
                        others,
                        targets,
                        surroundings.parsing()));
    }

    /**
     * What is wrong with any of the active flows.
     *
     * @param targets the flows that they hand over to, by id
     */
    public List<Finding> checkAll(List<Flow> active, Map<UUID, TargetFlow> targets) {
        List<Finding> findings = new ArrayList<>();
        active.forEach(flow -> findings.addAll(check(flow, active, targets)));
        return findings;
    }

    /** The results of the agents that the flow uses, to be kept with it when it is active. */
    public List<ResultField> resultsOf(Flow flow) {
        return AgentResults.of(flow, surroundings.agents());
    }
}
