package campaignflows.campaign.flow;

import campaignflows.campaign.definition.DefinitionPublisher;
import campaignflows.campaign.lifecycle.Campaign;
import campaignflows.campaign.lifecycle.CampaignRepository;
import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.database.Transactions;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Activates and deactivates flows (rule W5), and ensures that an active flow stays valid. */
@Singleton
public class FlowActivationService {
    private final Transactions transactions;
    private final CampaignRepository campaigns;
    private final FlowRepository flows;
    private final FlowValidationService validation;
    private final DefinitionPublisher definitions;
    private final FlowAuditPublisher audit;

    FlowActivationService(
            Transactions transactions,
            CampaignRepository campaigns,
            FlowRepository flows,
            FlowValidationService validation,
            DefinitionPublisher definitions,
            FlowAuditPublisher audit) {
        this.transactions = transactions;
        this.campaigns = campaigns;
        this.flows = flows;
        this.validation = validation;
        this.definitions = definitions;
        this.audit = audit;
    }

    /**
     * Activates the flow; one that is active already stays so.
     *
     * @param seen the revision that the caller knows; null if it does not care
     * @throws ProblemException 409 while the campaign is Active, 422 with all findings if there is an error
     */
    public Uni<CampaignFlow> activate(UUID tenant, UUID campaignId, UUID id, @Nullable Long seen, Actor author) {
        return transactions
                .run(session -> campaigns
                        .find(session, tenant, campaignId)
                        .chain(campaign -> flows.find(session, tenant, campaignId, id)
                                .invoke(stored -> stored.requireRevisionIfSeen(seen))
                                .invoke(stored -> refuseWhileActive(campaign))))
                .chain(stored -> stored.flow().active()
                        ? Uni.createFrom().item(stored)
                        : validation
                                .inputs(tenant)
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
            Actor author) {
        return campaigns
                .lock(session, tenant, campaignId)
                .invoke(FlowActivationService::refuseWhileActive)
                .chain(campaign -> flows.find(session, tenant, campaignId, id)
                        .invoke(present -> present.requireRevisionIfSeen(seen))
                        .chain(present -> saveValid(
                                session,
                                campaign,
                                present.flow(),
                                present.withActive(true),
                                inputs,
                                author,
                                "The flow cannot be activated")));
    }

    /** Deactivates the flow; one that is inactive already stays so. */
    public Uni<CampaignFlow> deactivate(UUID tenant, UUID campaignId, UUID id, Actor author) {
        return transactions.run(session -> campaigns
                .lock(session, tenant, campaignId)
                .invoke(FlowActivationService::refuseWhileActive)
                .chain(campaign -> flows.find(session, tenant, campaignId, id)
                        .chain(present -> present.flow().active()
                                ? saved(session, campaign, present.flow(), present.withActive(false), List.of(), author)
                                : Uni.createFrom().item(present))));
    }

    /** Saves a change of an active flow, which must leave it valid (rule W3). */
    Uni<CampaignFlow> saveActive(UUID tenant, UUID campaignId, UUID id, long seen, Flow wanted, Actor author) {
        return transactions
                .run(session -> campaigns.find(session, tenant, campaignId))
                .invoke(campaign -> FlowService.requireEditable(campaign, wanted))
                .chain(campaign -> validation.inputs(tenant))
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
            Actor author) {
        return campaigns
                .lock(session, tenant, campaignId)
                .chain(campaign -> flows.find(session, tenant, campaignId, id)
                        .invoke(stored -> stored.requireRevision(seen))
                        .invoke(stored -> requireStillActive(stored.flow()))
                        .invoke(stored -> FlowService.requireEditable(campaign, stored.flow()))
                        .call(stored -> flows.active(session, campaignId)
                                .invoke(active -> TargetFlowGuard.requireEntryKept(active, stored.flow(), wanted)))
                        .chain(stored -> saveValid(
                                session,
                                campaign,
                                stored.flow(),
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
            Flow before,
            Flow flow,
            ValidationInputs inputs,
            Actor author,
            String refusal) {
        return validation
                .validate(session, campaign.id(), flow, inputs)
                .invoke(result -> result.requireNoError(refusal))
                .chain(result -> saved(session, campaign, before, flow, result.results(), author));
    }

    private Uni<CampaignFlow> saved(
            Mutiny.Session session,
            Campaign campaign,
            Flow before,
            Flow flow,
            List<ResultField> results,
            Actor author) {
        return flows.save(session, flow, results, author)
                .call(() -> definitions.publish(session, campaign))
                .call(saved ->
                        audit.changed(session, campaign.tenantId(), campaign.id(), before, saved.flow(), author));
    }

    private static void refuseWhileActive(Campaign campaign) {
        campaign.requireNotActive("Flows cannot be activated or deactivated");
    }
}
