package campaignflows.campaign.run;

import campaignflows.campaign.definition.DefinitionPublisher;
import campaignflows.campaign.flow.CampaignFlow;
import campaignflows.campaign.flow.FlowRepository;
import campaignflows.campaign.flow.FlowValidation;
import campaignflows.campaign.flow.FlowValidationService;
import campaignflows.campaign.flow.ValidationInputs;
import campaignflows.campaign.flow.ValidationInputsClient;
import campaignflows.campaign.lifecycle.Campaign;
import campaignflows.campaign.lifecycle.CampaignRepository;
import campaignflows.campaign.lifecycle.CampaignSnapshot;
import campaignflows.campaign.validation.Finding;
import campaignflows.campaign.validation.FindingCode;
import campaignflows.campaign.validation.Severity;
import campaignflows.campaign.validation.TargetFlow;
import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.contracts.definition.RunState;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.database.AuditLog;
import campaignflows.platform.database.OffEventLoop;
import campaignflows.platform.database.Transactions;
import campaignflows.platform.database.Uncancellable;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Start and Stop (rules C2, C3). Each first stores and publishes the new status together with an entry in the work list of
 * propagations, then propagates it to the other services, then responds. After a crash in between, {@link RunPropagationWorker}
 * finds that entry; and whoever stamps events with a run finds its definition published.
 */
@Singleton
public class RunService {
    private final Transactions transactions;
    private final CampaignRepository campaigns;
    private final FlowRepository flows;
    private final FlowValidationService validations;
    private final DefinitionPublisher definitions;
    private final ValidationInputsClient validationInputs;
    private final RunPropagationRepository propagations;
    private final RunPropagationService propagation;
    private final AuditLog audit;
    private final RunConfig config;

    RunService(
            Transactions transactions,
            CampaignRepository campaigns,
            FlowRepository flows,
            FlowValidationService validations,
            DefinitionPublisher definitions,
            ValidationInputsClient validationInputs,
            RunPropagationRepository propagations,
            RunPropagationService propagation,
            AuditLog audit,
            RunConfig config) {
        this.transactions = transactions;
        this.campaigns = campaigns;
        this.flows = flows;
        this.validations = validations;
        this.definitions = definitions;
        this.validationInputs = validationInputs;
        this.propagations = propagations;
        this.propagation = propagation;
        this.audit = audit;
        this.config = config;
    }

    /**
     * Starts the campaign; when this completes, all services that act in the run have stored it.
     *
     * @throws ProblemException 409 if it is Active, 422 with the findings of all active flows, 503 if a service cannot be
     *     notified: the campaign is Inactive then
     */
    public Uni<Campaign> start(UUID tenant, UUID id, Actor actor) {
        return Uncancellable.run(() -> started(tenant, id, actor));
    }

    private Uni<Campaign> started(UUID tenant, UUID id, Actor actor) {
        return transactions
                .run(session -> campaigns.find(session, tenant, id))
                .invoke(RunService::requireStartable)
                .chain(campaign -> OffEventLoop.supply(() -> validationInputs.of(tenant)))
                .chain(inputs -> transactions.run(session -> begin(session, tenant, id, inputs, actor)))
                .call(begun -> propagate(
                        begun,
                        "The campaign could not be started, because %s does not answer: it is inactive, try again"))
                .chain(begun -> transactions
                        .run(session -> campaigns.find(session, tenant, id))
                        .invoke(campaign -> requireStarted(campaign, begun)));
    }

    private Uni<RunState> begin(Mutiny.Session session, UUID tenant, UUID id, ValidationInputs inputs, Actor actor) {
        return campaigns
                .lock(session, tenant, id)
                .invoke(RunService::requireStartable)
                .call(campaign -> validate(session, id, inputs).chain(results -> flows.setResults(session, results)))
                .chain(campaign -> {
                    CampaignSnapshot before = CampaignSnapshot.of(campaign);
                    campaign.begin();
                    RunState begun = new RunState(tenant, id, campaign.run(), true);
                    return propagations
                            .put(session, begun, config.claim())
                            .chain(() -> definitions.publish(session, campaign))
                            .chain(() -> tell(session, campaign, AuditAction.CAMPAIGN_STARTED, before, actor))
                            .replaceWith(begun);
                });
    }

    private Uni<Void> tell(
            Mutiny.Session session, Campaign campaign, AuditAction action, CampaignSnapshot before, Actor actor) {
        return audit.append(
                session,
                campaign.tenantId(),
                AuditRecorded.of(action, campaign.id(), actor).in(campaign.id()).with(before.until(campaign)));
    }

    /** The results that each of the active flows is valid with. */
    private Uni<Map<UUID, List<ResultField>>> validate(Mutiny.Session session, UUID id, ValidationInputs inputs) {
        return validations
                .of(session, id, inputs)
                .chain(check -> flows.active(session, id)
                        .map(stored -> stored.stream().map(CampaignFlow::flow).toList())
                        .chain(active -> flows.targetsOf(session, id, active)
                                .chain(targets -> OffEventLoop.supply(() -> results(check, active, targets)))));
    }

    private static Map<UUID, List<ResultField>> results(
            FlowValidation check, List<Flow> active, Map<UUID, TargetFlow> targets) {
        refuseInvalid(active, targets, check);
        return active.stream().collect(Collectors.toUnmodifiableMap(Flow::id, check::resultsFor));
    }

    private static void refuseInvalid(List<Flow> active, Map<UUID, TargetFlow> targets, FlowValidation check) {
        if (active.isEmpty()) {
            String message = "The campaign has no active flow: activate one first";
            throw ProblemException.invalid(message)
                    .withFindings(
                            List.of(new Finding(Severity.ERROR, FindingCode.NO_ACTIVE_FLOW, null, null, message)));
        }
        List<Finding> findings = check.checkAll(active, targets);
        if (Finding.anyError(findings)) {
            throw ProblemException.invalid("The campaign cannot be started: an active flow is not valid")
                    .withFindings(findings);
        }
    }

    private static void requireStarted(Campaign campaign, RunState begun) {
        if (!campaign.isActive() || campaign.run() != begun.run()) {
            throw ProblemException.conflict("The campaign was stopped while it was starting");
        }
    }

    /**
     * Stops the campaign; when this completes, all services that act in the run have stored its end. May be called again after a 503,
     * until it succeeds.
     *
     * @throws ProblemException 409 if there is nothing to stop, 503 if a service cannot be notified yet: the campaign is
     *     Inactive then, and the service is notified as soon as it responds
     */
    public Uni<Campaign> stop(UUID tenant, UUID id, Actor actor) {
        return Uncancellable.run(() -> stopped(tenant, id, actor));
    }

    private Uni<Campaign> stopped(UUID tenant, UUID id, Actor actor) {
        return transactions
                .run(session -> end(session, tenant, id, actor))
                .call(
                        ended -> propagate(
                                ended,
                                "The campaign is inactive, but %s does not know it yet, because it does not answer: it will be told, or try again"))
                .chain(ended -> transactions.run(session -> campaigns.find(session, tenant, id)));
    }

    private Uni<RunState> end(Mutiny.Session session, UUID tenant, UUID id, Actor actor) {
        return campaigns
                .lock(session, tenant, id)
                .call(campaign -> requireStoppable(session, campaign))
                .chain(campaign -> {
                    RunState ended = new RunState(tenant, id, campaign.run(), false);
                    return propagations
                            .put(session, ended, config.claim())
                            .chain(() -> publishEnd(session, campaign, actor))
                            .replaceWith(ended);
                });
    }

    private Uni<Void> requireStoppable(Mutiny.Session session, Campaign campaign) {
        return campaign.status() != CampaignStatus.INACTIVE
                ? Uni.createFrom().voidItem()
                : propagations
                        .find(session, campaign.id())
                        .onItem()
                        .ifNull()
                        .failWith(() -> ProblemException.conflict("The campaign is inactive already"))
                        .replaceWithVoid();
    }

    private Uni<Void> publishEnd(Mutiny.Session session, Campaign campaign, Actor actor) {
        if (campaign.status() == CampaignStatus.INACTIVE) {
            return Uni.createFrom().voidItem();
        }
        CampaignSnapshot before = CampaignSnapshot.of(campaign);
        campaign.end();
        return definitions
                .publish(session, campaign)
                .chain(ended -> tell(session, ended, AuditAction.CAMPAIGN_STOPPED, before, actor));
    }

    /** Waits for the other services; 503 with the refusal if not all have stored the state. */
    private Uni<Boolean> propagate(RunState state, String refusal) {
        return OffEventLoop.supply(() -> {
            List<String> failed = propagation.propagate(state);
            if (!failed.isEmpty()) {
                throw ProblemException.unavailable(refusal.formatted(String.join(" and ", failed)));
            }
            return true;
        });
    }

    private static void requireStartable(Campaign campaign) {
        if (campaign.isActive()) {
            throw ProblemException.conflict("The campaign is active already");
        }
    }
}
