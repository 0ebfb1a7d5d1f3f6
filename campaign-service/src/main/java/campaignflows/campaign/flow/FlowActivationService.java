package campaignflows.campaign.flow;

import campaignflows.campaign.definition.DefinitionPublisher;
import campaignflows.campaign.lifecycle.Campaign;
import campaignflows.campaign.lifecycle.CampaignRepository;
import campaignflows.campaign.validation.Finding;
import campaignflows.campaign.validation.TargetFlow;
import campaignflows.platform.contracts.communication.ResultField;
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
import org.jspecify.annotations.Nullable;

/**
 * Validates, activates and deactivates flows (rules W4, W5), and ensures that an active flow stays valid. The other services are
 * asked before the transaction; everything of our own is read again inside it.
 */
@Singleton
public class FlowActivationService {
    private final Transactions transactions;
    private final CampaignRepository campaigns;
    private final FlowRepository flows;
    private final FlowCheckService checks;
    private final ValidationInputsClient validationInputs;
    private final DefinitionPublisher definitions;

    FlowActivationService(
            Transactions transactions,
            CampaignRepository campaigns,
            FlowRepository flows,
            FlowCheckService checks,
            ValidationInputsClient validationInputs,
            DefinitionPublisher definitions) {
        this.transactions = transactions;
        this.campaigns = campaigns;
        this.flows = flows;
        this.checks = checks;
        this.validationInputs = validationInputs;
        this.definitions = definitions;
    }

    /** What is wrong with the flow as it stands. */
    public Uni<List<Finding>> validate(UUID tenant, UUID campaignId, UUID id) {
        return transactions
                .run(session -> flows.find(session, tenant, campaignId, id))
                .chain(known -> inputs(tenant))
                .chain(inputs -> transactions.run(session -> campaigns
                        .share(session, tenant, campaignId)
                        .chain(campaign -> flows.find(session, tenant, campaignId, id))
                        .chain(stored -> checked(session, campaignId, stored.flow(), inputs))
                        .map(Checked::findings)));
    }

    /**
     * Activates the flow; one that is active already stays so.
     *
     * @param seen the revision that the caller knows; null if it does not care
     * @throws ProblemException 409 while the campaign is Active, 422 with all findings if there is an error
     */
    public Uni<CampaignFlow> activate(UUID tenant, UUID campaignId, UUID id, @Nullable Long seen, String author) {
        return transactions
                .run(session -> campaigns
                        .find(session, tenant, campaignId)
                        .chain(campaign -> flows.find(session, tenant, campaignId, id)
                                .invoke(stored -> stored.requireRevisionIfSeen(seen))
                                .invoke(stored -> refuseWhileActive(campaign))))
                .chain(stored -> stored.flow().active()
                        ? Uni.createFrom().item(stored)
                        : inputs(tenant)
                                .chain(inputs -> transactions.run(
                                        session -> activate(session, tenant, campaignId, id, seen, inputs, author))));
    }

    private Uni<CampaignFlow> activate(
            Mutiny.Session session,
            UUID tenant,
            UUID campaignId,
            UUID id,
            @Nullable Long seen,
            ValidationInputs inputs,
            String author) {
        return campaigns
                .lock(session, tenant, campaignId)
                .invoke(FlowActivationService::refuseWhileActive)
                .chain(campaign -> flows.find(session, tenant, campaignId, id)
                        .invoke(present -> present.requireRevisionIfSeen(seen))
                        .map(present -> present.withActive(true))
                        .chain(flow ->
                                saveValid(session, campaign, flow, inputs, author, "The flow cannot be activated")));
    }

    /** Deactivates the flow; one that is inactive already stays so. */
    public Uni<CampaignFlow> deactivate(UUID tenant, UUID campaignId, UUID id, String author) {
        return transactions.run(session -> campaigns
                .lock(session, tenant, campaignId)
                .invoke(FlowActivationService::refuseWhileActive)
                .chain(campaign -> flows.find(session, tenant, campaignId, id)
                        .chain(present -> present.flow().active()
                                ? saved(session, campaign, present.withActive(false), List.of(), author)
                                : Uni.createFrom().item(present))));
    }

    /** Saves a change of an active flow, which must leave it valid (rule W3). */
    Uni<CampaignFlow> saveActive(UUID tenant, UUID campaignId, UUID id, long seen, Flow wanted, String author) {
        return transactions
                .run(session -> campaigns.find(session, tenant, campaignId))
                .invoke(campaign -> FlowService.requireEditable(campaign, wanted))
                .chain(campaign -> inputs(tenant))
                .chain(inputs -> transactions.run(
                        session -> saveActive(session, tenant, campaignId, id, seen, wanted, inputs, author)));
    }

    private Uni<CampaignFlow> saveActive(
            Mutiny.Session session,
            UUID tenant,
            UUID campaignId,
            UUID id,
            long seen,
            Flow wanted,
            ValidationInputs inputs,
            String author) {
        return campaigns
                .lock(session, tenant, campaignId)
                .chain(campaign -> flows.find(session, tenant, campaignId, id)
                        .invoke(stored -> stored.requireRevision(seen))
                        .invoke(stored -> requireStillActive(stored.flow()))
                        .invoke(stored -> FlowService.requireEditable(campaign, stored.flow()))
                        .chain(stored -> flows.active(session, campaignId)
                                .invoke(active -> TargetFlowGuard.requireEntryKept(active, stored.flow(), wanted)))
                        .chain(() -> saveValid(
                                session,
                                campaign,
                                wanted,
                                inputs,
                                author,
                                "The change would make the active flow invalid")));
    }

    private static void requireStillActive(Flow flow) {
        if (!flow.active()) {
            throw ProblemException.conflict("The flow has just been deactivated: try again");
        }
    }

    private Uni<CampaignFlow> saveValid(
            Mutiny.Session session,
            Campaign campaign,
            Flow flow,
            ValidationInputs inputs,
            String author,
            String refusal) {
        return checked(session, campaign.id(), flow, inputs)
                .invoke(checked -> checked.requireNoError(refusal))
                .chain(checked -> saved(session, campaign, flow, checked.results(), author));
    }

    private Uni<CampaignFlow> saved(
            Mutiny.Session session, Campaign campaign, Flow flow, List<ResultField> results, String author) {
        return flows.save(session, flow, results, author).call(() -> definitions.publish(session, campaign));
    }

    /** What a validation came to. */
    private record Checked(List<Finding> findings, List<ResultField> results) {
        void requireNoError(String refusal) {
            if (Finding.anyError(findings)) {
                throw ProblemException.invalid(refusal).withFindings(findings);
            }
        }
    }

    private Uni<Checked> checked(Mutiny.Session session, UUID campaignId, Flow flow, ValidationInputs inputs) {
        return checks.of(session, campaignId, inputs)
                .chain(check -> flows.active(session, campaignId)
                        .chain(active -> flows.targetsOf(session, campaignId, List.of(flow))
                                .chain(targets -> OffEventLoop.supply(() -> checked(check, flow, active, targets)))));
    }

    private static Checked checked(
            FlowCheck check, Flow flow, List<CampaignFlow> active, Map<UUID, TargetFlow> targets) {
        List<Flow> others = active.stream().map(CampaignFlow::flow).toList();
        return new Checked(check.check(flow, others, targets), check.resultsFor(flow));
    }

    private Uni<ValidationInputs> inputs(UUID tenant) {
        return OffEventLoop.supply(() -> validationInputs.of(tenant));
    }

    private static void refuseWhileActive(Campaign campaign) {
        campaign.requireNotActive("Flows cannot be activated or deactivated");
    }
}
