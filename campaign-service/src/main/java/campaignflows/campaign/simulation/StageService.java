package campaignflows.campaign.simulation;

import campaignflows.campaign.agent.AgentResults;
import campaignflows.campaign.campaign.Campaign;
import campaignflows.campaign.campaign.CampaignRepository;
import campaignflows.campaign.campaign.CampaignService;
import campaignflows.campaign.field.DataField;
import campaignflows.campaign.field.FieldRepository;
import campaignflows.campaign.flow.CampaignFlow;
import campaignflows.campaign.flow.FlowCheck;
import campaignflows.campaign.flow.FlowRepository;
import campaignflows.campaign.flow.Surroundings;
import campaignflows.campaign.flow.SurroundingsClient;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.messaging.Database;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Sets the stage of a simulation. It reads, in one transaction so that the parts belong together, and writes nothing. */
@Singleton
class StageService {
    private final Database database;
    private final CampaignRepository campaigns;
    private final FieldRepository fields;
    private final FlowRepository flows;
    private final SurroundingsClient surroundings;

    StageService(
            Database database,
            CampaignRepository campaigns,
            FieldRepository fields,
            FlowRepository flows,
            SurroundingsClient surroundings) {
        this.database = database;
        this.campaigns = campaigns;
        this.fields = fields;
        this.flows = flows;
        this.surroundings = surroundings;
    }

    /**
     * The campaign with its active flows and, as if it were active too, the chosen one as it is saved.
     *
     * @throws ProblemException 404 if the tenant has no such campaign or flow
     */
    Stage set(UUID tenant, UUID campaignId, @Nullable UUID flowId) {
        if (database.read(tx -> campaigns.find(tx, tenant, campaignId)).isEmpty()) {
            throw CampaignService.unknown();
        }
        Surroundings around = surroundings.of(tenant);
        return database.inTransaction(tx -> {
            Campaign campaign = campaigns.share(tx, tenant, campaignId).orElseThrow(CampaignService::unknown);
            List<Flow> present = flowsOf(tx, tenant, campaignId, flowId);
            List<FieldDefinition> definitions = fields.list(tx, campaignId).stream()
                    .map(DataField::definition)
                    .toList();
            FlowCheck check = new FlowCheck(definitions, flows.agents(tx, campaignId), around);
            Flow chosen = present.stream()
                    .filter(flow -> flow.id().equals(flowId))
                    .findFirst()
                    .orElse(null);
            List<ResultField> results = present.stream()
                    .flatMap(flow -> check.resultsFor(flow).stream())
                    .toList();
            return new Stage(
                    new CampaignDefined(
                            tenant,
                            campaignId,
                            campaign.name(),
                            campaign.revision(),
                            CampaignStatus.ACTIVE,
                            campaign.run(),
                            campaign.updatedOnUnchanged(),
                            definitions,
                            present,
                            AgentResults.union(results)),
                    chosen,
                    chosen == null
                            ? List.of()
                            : check.check(chosen, present, flows.targetsOf(tx, campaignId, List.of(chosen))),
                    around);
        });
    }

    private List<Flow> flowsOf(Handle tx, UUID tenant, UUID campaignId, @Nullable UUID flowId) {
        List<CampaignFlow> present = new ArrayList<>(flows.active(tx, campaignId));
        if (flowId != null
                && present.stream().noneMatch(each -> each.flow().id().equals(flowId))) {
            present.add(
                    flows.find(tx, tenant, campaignId, flowId).orElseThrow(() -> ProblemException.notFound("flow")));
        }
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
