package campaignflows.campaign.flow;

import campaignflows.campaign.field.DataField;
import campaignflows.campaign.field.FieldRepository;
import campaignflows.campaign.lifecycle.CampaignRepository;
import campaignflows.campaign.validation.Finding;
import campaignflows.campaign.validation.TargetFlow;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.database.OffEventLoop;
import campaignflows.platform.database.Transactions;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Validates flows (rule W4). The other services are asked before the transaction; everything of our own is read again inside it.
 */
@Singleton
public class FlowValidationService {
    private final Transactions transactions;
    private final CampaignRepository campaigns;
    private final FlowRepository flows;
    private final FieldRepository fields;
    private final ValidationInputsClient validationInputs;

    FlowValidationService(
            Transactions transactions,
            CampaignRepository campaigns,
            FlowRepository flows,
            FieldRepository fields,
            ValidationInputsClient validationInputs) {
        this.transactions = transactions;
        this.campaigns = campaigns;
        this.flows = flows;
        this.fields = fields;
        this.validationInputs = validationInputs;
    }

    /** What a validation came to. */
    record Result(List<Finding> findings, List<ResultField> results) {
        void requireNoError(String refusal) {
            if (Finding.anyError(findings)) {
                throw ProblemException.invalid(refusal).withFindings(findings);
            }
        }
    }

    /** What is wrong with the flow as it stands. */
    public Uni<List<Finding>> validate(UUID tenant, UUID campaignId, UUID id) {
        return transactions
                .run(session -> flows.find(session, tenant, campaignId, id))
                .chain(known -> inputs(tenant))
                .chain(inputs -> transactions.run(session -> campaigns
                        .share(session, tenant, campaignId)
                        .chain(campaign -> flows.find(session, tenant, campaignId, id))
                        .chain(stored -> validate(session, campaignId, stored.flow(), inputs))
                        .map(Result::findings)));
    }

    /** What the other services say of the tenant; to be asked before a transaction begins. */
    Uni<ValidationInputs> inputs(UUID tenant) {
        return OffEventLoop.supply(() -> validationInputs.of(tenant));
    }

    /** The validation of this campaign's flows, with its fields and agents as they are in this session. */
    public Uni<FlowValidation> of(Mutiny.Session session, UUID campaignId, ValidationInputs inputs) {
        return definitions(session, campaignId)
                .chain(definitions -> flows.agents(session, campaignId)
                        .map(agents -> new FlowValidation(definitions, agents, inputs)));
    }

    private Uni<List<FieldDefinition>> definitions(Mutiny.Session session, UUID campaignId) {
        return fields.list(session, campaignId)
                .map(list -> list.stream().map(DataField::definition).toList());
    }

    /** Validates the flow among the campaign's others as they are in this session. */
    Uni<Result> validate(Mutiny.Session session, UUID campaignId, Flow flow, ValidationInputs inputs) {
        return of(session, campaignId, inputs)
                .chain(validation -> flows.active(session, campaignId)
                        .chain(active -> flows.targetsOf(session, campaignId, List.of(flow))
                                .chain(targets ->
                                        OffEventLoop.supply(() -> result(validation, flow, active, targets)))));
    }

    private static Result result(
            FlowValidation validation, Flow flow, List<CampaignFlow> active, Map<UUID, TargetFlow> targets) {
        List<Flow> others = active.stream().map(CampaignFlow::flow).toList();
        return new Result(validation.check(flow, others, targets), validation.resultsFor(flow));
    }
}
