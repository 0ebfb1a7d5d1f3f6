package campaignflows.campaign.simulation;

import campaignflows.campaign.agent.AgentResults;
import campaignflows.campaign.field.DataField;
import campaignflows.campaign.field.FieldRepository;
import campaignflows.campaign.flow.CampaignFlow;
import campaignflows.campaign.flow.FlowRepository;
import campaignflows.campaign.flow.FlowValidation;
import campaignflows.campaign.flow.FlowValidationService;
import campaignflows.campaign.flow.ValidationInputs;
import campaignflows.campaign.flow.ValidationInputsClient;
import campaignflows.campaign.lifecycle.Campaign;
import campaignflows.campaign.lifecycle.CampaignRepository;
import campaignflows.campaign.validation.TargetFlow;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.database.OffEventLoop;
import campaignflows.platform.database.Transactions;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Collects the context of a simulation. It reads in one transaction, so that the parts are consistent, and writes nothing. */
@Singleton
class SimulationContextService {
    private final Transactions transactions;
    private final CampaignRepository campaigns;
    private final FieldRepository fields;
    private final FlowRepository flows;
    private final FlowValidationService validations;
    private final ValidationInputsClient validationInputs;

    SimulationContextService(
            Transactions transactions,
            CampaignRepository campaigns,
            FieldRepository fields,
            FlowRepository flows,
            FlowValidationService validations,
            ValidationInputsClient validationInputs) {
        this.transactions = transactions;
        this.campaigns = campaigns;
        this.fields = fields;
        this.flows = flows;
        this.validations = validations;
        this.validationInputs = validationInputs;
    }

    /**
     * The campaign with its active flows and, as if it were active too, the chosen one as it is saved.
     *
     * @throws ProblemException 404 if the tenant has no such campaign or flow
     */
    SimulationContext of(UUID tenant, UUID campaignId, @Nullable UUID flowId) {
        transactions.await(session -> campaigns.find(session, tenant, campaignId));
        ValidationInputs inputs = validationInputs.of(tenant);
        return transactions.await(session -> campaigns
                .share(session, tenant, campaignId)
                .chain(campaign -> parts(session, campaign, flowId, inputs))
                .chain(parts -> OffEventLoop.supply(() -> context(parts, flowId, inputs))));
    }

    private record Parts(
            Campaign campaign,
            List<FieldDefinition> fields,
            List<Flow> flows,
            FlowValidation check,
            Map<UUID, TargetFlow> targets) {}

    private Uni<Parts> parts(
            Mutiny.Session session, Campaign campaign, @Nullable UUID flowId, ValidationInputs inputs) {
        UUID id = campaign.id();
        return flowsOf(session, campaign, flowId)
                .chain(present -> fields.list(session, id)
                        .map(list -> list.stream().map(DataField::definition).toList())
                        .chain(definitions -> validations
                                .of(session, id, inputs)
                                .chain(check -> flows.targetsOf(session, id, chosen(present, flowId))
                                        .map(targets -> new Parts(campaign, definitions, present, check, targets)))));
    }

    private static List<Flow> chosen(List<Flow> present, @Nullable UUID flowId) {
        return present.stream().filter(flow -> flow.id().equals(flowId)).toList();
    }

    private static SimulationContext context(Parts parts, @Nullable UUID flowId, ValidationInputs inputs) {
        Campaign campaign = parts.campaign();
        Flow chosen = chosen(parts.flows(), flowId).stream().findFirst().orElse(null);
        List<ResultField> results = parts.flows().stream()
                .flatMap(flow -> parts.check().resultsFor(flow).stream())
                .toList();
        return new SimulationContext(
                new CampaignDefined(
                        campaign.tenantId(),
                        campaign.id(),
                        campaign.name(),
                        campaign.revision(),
                        CampaignStatus.ACTIVE,
                        campaign.run(),
                        campaign.updatedOnUnchanged(),
                        parts.fields(),
                        parts.flows(),
                        AgentResults.union(results)),
                chosen,
                chosen == null ? List.of() : parts.check().check(chosen, parts.flows(), parts.targets()),
                inputs);
    }

    private Uni<List<Flow>> flowsOf(Mutiny.Session session, Campaign campaign, @Nullable UUID flowId) {
        return flows.active(session, campaign.id())
                .chain(active -> flowId == null
                                || active.stream()
                                        .anyMatch(each -> each.flow().id().equals(flowId))
                        ? Uni.createFrom().item(active)
                        : flows.find(session, campaign.tenantId(), campaign.id(), flowId)
                                .map(chosen -> with(active, chosen)))
                .map(SimulationContextService::ordered);
    }

    private static List<CampaignFlow> with(List<CampaignFlow> active, CampaignFlow chosen) {
        List<CampaignFlow> present = new ArrayList<>(active);
        present.add(chosen);
        return present;
    }

    private static List<Flow> ordered(List<CampaignFlow> present) {
        return present.stream()
                .sorted(Comparator.comparingInt(CampaignFlow::position)
                        .thenComparing(each -> each.flow().id()))
                .map(each -> active(each.flow()))
                .toList();
    }

    private static Flow active(Flow flow) {
        return new Flow(flow.id(), flow.name(), true, flow.revision(), flow.nodes(), flow.edges());
    }
}
