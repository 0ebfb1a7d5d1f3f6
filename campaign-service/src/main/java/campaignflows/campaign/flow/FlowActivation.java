package campaignflows.campaign.flow;

import campaignflows.campaign.campaign.Campaign;
import campaignflows.campaign.campaign.CampaignRepository;
import campaignflows.campaign.definition.Definitions;
import campaignflows.campaign.field.DataField;
import campaignflows.campaign.field.FieldRepository;
import campaignflows.campaign.validation.Finding;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.messaging.Database;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Validates, activates and deactivates flows (rules W4, W5), and sees to it that an active flow stays valid. The other
 * services are asked before the transaction; everything of our own is read again inside it.
 */
@Singleton
public class FlowActivation {
    private final Database database;
    private final CampaignRepository campaigns;
    private final FieldRepository fields;
    private final FlowRepository flows;
    private final SurroundingsClient surroundings;
    private final Definitions definitions;
    private final TargetsKept targets;

    FlowActivation(
            Database database,
            CampaignRepository campaigns,
            FieldRepository fields,
            FlowRepository flows,
            SurroundingsClient surroundings,
            Definitions definitions,
            TargetsKept targets) {
        this.database = database;
        this.campaigns = campaigns;
        this.fields = fields;
        this.flows = flows;
        this.surroundings = surroundings;
        this.definitions = definitions;
        this.targets = targets;
    }

    /** What is wrong with the flow as it stands. */
    public List<Finding> validate(UUID tenant, UUID campaignId, UUID id) {
        database.read(tx -> find(tx, tenant, campaignId, id));
        Surroundings around = surroundings.of(tenant);
        return database.inTransaction(tx -> {
            FlowService.requireCampaign(campaigns.share(tx, tenant, campaignId));
            Flow flow = find(tx, tenant, campaignId, id).flow();
            return checkOf(tx, campaignId, around)
                    .check(flow, activeFlows(tx, campaignId), flows.targetsOf(tx, campaignId, List.of(flow)));
        });
    }

    /**
     * Activates the flow; one that is active already stays so.
     *
     * @param seen the revision that the caller knows; null if it does not care
     * @throws ProblemException 409 while the campaign is Active, 422 with all findings if there is an error
     */
    public CampaignFlow activate(UUID tenant, UUID campaignId, UUID id, @Nullable Long seen, String author) {
        Campaign before = FlowService.requireCampaign(database.read(tx -> campaigns.find(tx, tenant, campaignId)));
        CampaignFlow stored = database.read(tx -> find(tx, tenant, campaignId, id));
        FlowService.requireRevisionIfSeen(stored, seen);
        refuseWhileActive(before);
        if (stored.flow().active()) {
            return stored;
        }
        Surroundings around = surroundings.of(tenant);
        return database.inTransaction(tx -> {
            refuseWhileActive(FlowService.requireCampaign(campaigns.lock(tx, tenant, campaignId)));
            CampaignFlow present = find(tx, tenant, campaignId, id);
            FlowService.requireRevisionIfSeen(present, seen);
            Flow flow = withActive(present.flow(), true);
            saveValid(tx, campaignId, flow, around, author, "The flow cannot be activated");
            return find(tx, tenant, campaignId, id);
        });
    }

    /** Deactivates the flow; one that is inactive already stays so. */
    public CampaignFlow deactivate(UUID tenant, UUID campaignId, UUID id, String author) {
        return database.inTransaction(tx -> {
            refuseWhileActive(FlowService.requireCampaign(campaigns.lock(tx, tenant, campaignId)));
            CampaignFlow present = find(tx, tenant, campaignId, id);
            if (!present.flow().active()) {
                return present;
            }
            flows.save(tx, withActive(present.flow(), false), List.of(), author);
            definitions.publish(tx, campaignId);
            return find(tx, tenant, campaignId, id);
        });
    }

    /** Saves a change of an active flow, which must leave it valid (rule W3). */
    CampaignFlow saveActive(UUID tenant, UUID campaignId, UUID id, long seen, Flow wanted, String author) {
        FlowService.requireEditable(
                FlowService.requireCampaign(database.read(tx -> campaigns.find(tx, tenant, campaignId))), wanted);
        Surroundings around = surroundings.of(tenant);
        return database.inTransaction(tx -> {
            Campaign campaign = FlowService.requireCampaign(campaigns.lock(tx, tenant, campaignId));
            CampaignFlow stored = find(tx, tenant, campaignId, id);
            FlowService.requireRevision(stored, seen);
            Flow present = stored.flow();
            if (!present.active()) {
                throw ProblemException.conflict("The flow has just been deactivated: try again");
            }
            FlowService.requireEditable(campaign, present);
            targets.requireEntryKept(tx, campaignId, present, wanted);
            saveValid(tx, campaignId, wanted, around, author, "The change would make the active flow invalid");
            return find(tx, tenant, campaignId, id);
        });
    }

    private void saveValid(Handle tx, UUID campaignId, Flow flow, Surroundings around, String author, String refusal) {
        FlowCheck check = checkOf(tx, campaignId, around);
        List<Finding> findings =
                check.check(flow, activeFlows(tx, campaignId), flows.targetsOf(tx, campaignId, List.of(flow)));
        if (Finding.anyError(findings)) {
            throw ProblemException.invalid(refusal).withFindings(findings);
        }
        List<ResultField> results = check.resultsFor(flow);
        flows.save(tx, flow, results, author);
        definitions.publish(tx, campaignId);
    }

    private FlowCheck checkOf(Handle tx, UUID campaignId, Surroundings around) {
        return new FlowCheck(
                fields.list(tx, campaignId).stream().map(DataField::definition).toList(),
                flows.agents(tx, campaignId),
                around);
    }

    private List<Flow> activeFlows(Handle tx, UUID campaignId) {
        return flows.active(tx, campaignId).stream().map(CampaignFlow::flow).toList();
    }

    private CampaignFlow find(Handle tx, UUID tenant, UUID campaignId, UUID id) {
        return flows.find(tx, tenant, campaignId, id).orElseThrow(() -> ProblemException.notFound("flow"));
    }

    private static Flow withActive(Flow flow, boolean active) {
        return new Flow(flow.id(), flow.name(), active, flow.revision(), flow.nodes(), flow.edges());
    }

    private static void refuseWhileActive(Campaign campaign) {
        campaign.requireNotActive("Flows cannot be activated or deactivated");
    }
}
