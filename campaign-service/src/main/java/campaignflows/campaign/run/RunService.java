package campaignflows.campaign.run;

import campaignflows.campaign.campaign.Campaign;
import campaignflows.campaign.campaign.CampaignRepository;
import campaignflows.campaign.campaign.CampaignService;
import campaignflows.campaign.definition.Definitions;
import campaignflows.campaign.field.DataField;
import campaignflows.campaign.field.FieldRepository;
import campaignflows.campaign.flow.CampaignFlow;
import campaignflows.campaign.flow.FlowCheck;
import campaignflows.campaign.flow.FlowRepository;
import campaignflows.campaign.flow.Surroundings;
import campaignflows.campaign.flow.SurroundingsClient;
import campaignflows.campaign.validation.Finding;
import campaignflows.campaign.validation.FindingCode;
import campaignflows.campaign.validation.Severity;
import campaignflows.campaign.validation.TargetFlow;
import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.contracts.definition.RunState;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.messaging.Database;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Start and Stop (rules C2, C3). Each first stores and publishes the new status together with a note of what has to be
 * handed over, then hands it over, then answers. So a crash in between leaves a note that {@link RunHandoverWorker} works
 * off, and whoever is stamped with a run finds its definition published.
 */
@Singleton
public class RunService {
    private final Database database;
    private final CampaignRepository campaigns;
    private final FieldRepository fields;
    private final FlowRepository flows;
    private final Definitions definitions;
    private final SurroundingsClient surroundings;
    private final RunHandoverRepository handovers;
    private final RunHandoverService handover;
    private final RunConfig config;

    RunService(
            Database database,
            CampaignRepository campaigns,
            FieldRepository fields,
            FlowRepository flows,
            Definitions definitions,
            SurroundingsClient surroundings,
            RunHandoverRepository handovers,
            RunHandoverService handover,
            RunConfig config) {
        this.database = database;
        this.campaigns = campaigns;
        this.fields = fields;
        this.flows = flows;
        this.definitions = definitions;
        this.surroundings = surroundings;
        this.handovers = handovers;
        this.handover = handover;
        this.config = config;
    }

    /**
     * Starts the campaign; when this returns, all who act in the run have stored it.
     *
     * @throws ProblemException 409 if it is Active, 422 with the findings of all active flows, 503 if a service cannot be
     *     told: the campaign is Inactive then
     */
    public Campaign start(UUID tenant, UUID id) {
        requireStartable(database.read(tx -> campaigns.find(tx, tenant, id)).orElseThrow(CampaignService::unknown));
        Surroundings around = surroundings.of(tenant);
        RunState begun = database.inTransaction(tx -> begin(tx, tenant, id, around));
        List<String> failed = handover.handOver(begun);
        if (!failed.isEmpty()) {
            throw ProblemException.unavailable(
                    "The campaign could not be started, because %s does not answer: it is inactive, try again"
                            .formatted(String.join(" and ", failed)));
        }
        return started(tenant, begun);
    }

    private RunState begin(Handle tx, UUID tenant, UUID id, Surroundings around) {
        Campaign campaign = campaigns.lock(tx, tenant, id).orElseThrow(CampaignService::unknown);
        requireStartable(campaign);
        List<Flow> active =
                flows.active(tx, id).stream().map(CampaignFlow::flow).toList();
        FlowCheck check = new FlowCheck(
                fields.list(tx, id).stream().map(DataField::definition).toList(), flows.agents(tx, id), around);
        refuseInvalid(active, flows.targetsOf(tx, id, active), check);
        active.forEach(flow -> flows.setResults(tx, flow.id(), check.resultsFor(flow)));
        RunState begun = new RunState(tenant, id, campaign.run() + 1, true);
        campaigns.setStatus(tx, id, CampaignStatus.ACTIVE, begun.run());
        handovers.put(tx, begun, config.claim());
        definitions.publish(tx, id);
        return begun;
    }

    private static void refuseInvalid(List<Flow> active, Map<UUID, TargetFlow> targets, FlowCheck check) {
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

    private Campaign started(UUID tenant, RunState begun) {
        Campaign campaign = database.read(tx -> campaigns.find(tx, tenant, begun.campaignId()))
                .orElseThrow(CampaignService::unknown);
        if (!campaign.isActive() || campaign.run() != begun.run()) {
            throw ProblemException.conflict("The campaign was stopped while it was starting");
        }
        return campaign;
    }

    /**
     * Stops the campaign; when this returns, all who act in the run have stored its end. May be called again after a 503,
     * until it succeeds.
     *
     * @throws ProblemException 409 if there is nothing to stop, 503 if a service cannot be told yet: the campaign is
     *     Inactive then, and the service is told as soon as it answers
     */
    public Campaign stop(UUID tenant, UUID id) {
        RunState ended = database.inTransaction(tx -> end(tx, tenant, id));
        List<String> failed = handover.handOver(ended);
        if (!failed.isEmpty()) {
            throw ProblemException.unavailable(
                    "The campaign is inactive, but %s does not know it yet, because it does not answer: it will be told, or try again"
                            .formatted(String.join(" and ", failed)));
        }
        return database.read(tx -> campaigns.find(tx, tenant, id)).orElseThrow(CampaignService::unknown);
    }

    private RunState end(Handle tx, UUID tenant, UUID id) {
        Campaign campaign = campaigns.lock(tx, tenant, id).orElseThrow(CampaignService::unknown);
        if (campaign.status() == CampaignStatus.INACTIVE
                && handovers.find(tx, id).isEmpty()) {
            throw ProblemException.conflict("The campaign is inactive already");
        }
        RunState ended = new RunState(tenant, id, campaign.run(), false);
        handovers.put(tx, ended, config.claim());
        if (campaign.status() != CampaignStatus.INACTIVE) {
            campaigns.setStatus(tx, id, CampaignStatus.INACTIVE, campaign.run());
            definitions.publish(tx, id);
        }
        return ended;
    }

    private static void requireStartable(Campaign campaign) {
        if (campaign.isActive()) {
            throw ProblemException.conflict("The campaign is active already");
        }
    }
}
