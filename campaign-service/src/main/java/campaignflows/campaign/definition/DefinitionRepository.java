package campaignflows.campaign.definition;

import campaignflows.campaign.agent.AgentResults;
import campaignflows.campaign.flow.CampaignFlow;
import campaignflows.campaign.flow.FlowJson;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import campaignflows.platform.values.FieldType;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads definitions of campaigns for other services: on request, and for messages of transactions without a session. */
@Singleton
class DefinitionRepository {

    /** The revision of the campaign, if the tenant has it. */
    Optional<Long> revision(Tx tx, UUID tenant, UUID campaignId) {
        return tx.query("select revision from campaigns where id = :id and tenant_id = :tenant")
                .bind("id", campaignId)
                .bind("tenant", tenant)
                .one(row -> row.bigint("revision"));
    }

    /** The definition, whose parts are consistent, since nothing can change the campaign until the transaction ends. */
    Optional<CampaignDefined> find(Tx tx, UUID tenant, UUID campaignId) {
        return tx.query("""
                        select name, revision, status, run, updated_on_unchanged from campaigns
                         where id = :id and tenant_id = :tenant for share
                        """)
                .bind("id", campaignId)
                .bind("tenant", tenant)
                .one(row -> new Head(
                        row.text("name"),
                        row.bigint("revision"),
                        row.constant("status", CampaignStatus.class),
                        row.integer("run"),
                        row.bool("updated_on_unchanged")))
                .map(head -> definition(tenant, campaignId, head, fields(tx, campaignId), flows(tx, campaignId)));
    }

    private record Head(String name, long revision, CampaignStatus status, int run, boolean updatedOnUnchanged) {}

    private static CampaignDefined definition(
            UUID tenant, UUID campaignId, Head head, List<FieldDefinition> fields, List<CampaignFlow> active) {
        return new CampaignDefined(
                tenant,
                campaignId,
                head.name(),
                head.revision(),
                head.status(),
                head.run(),
                head.updatedOnUnchanged(),
                fields,
                active.stream().map(CampaignFlow::flow).toList(),
                AgentResults.union(active.stream()
                        .flatMap(flow -> flow.communicationResults().stream())
                        .toList()));
    }

    private static List<FieldDefinition> fields(Tx tx, UUID campaignId) {
        return tx.query("""
                        select name, title, type, level, imported, required, system, allowed_values from fields
                         where campaign_id = :campaign order by position, name
                        """)
                .bind("campaign", campaignId)
                .list(row -> new FieldDefinition(
                        row.text("name"),
                        row.text("title"),
                        row.constant("type", FieldType.class),
                        row.constant("level", FieldLevel.class),
                        row.bool("imported"),
                        row.bool("required"),
                        row.bool("system"),
                        row.texts("allowed_values")));
    }

    private static List<CampaignFlow> flows(Tx tx, UUID campaignId) {
        return tx.query("""
                        select id, name, revision, graph, position, results, updated_at, updated_by from flows
                         where campaign_id = :campaign and active order by position, id
                        """)
                .bind("campaign", campaignId)
                .list(row -> FlowJson.read(
                        row.uuid("id"),
                        row.text("name"),
                        true,
                        row.integer("revision"),
                        row.text("graph"),
                        row.integer("position"),
                        row.text("results"),
                        row.instant("updated_at"),
                        row.orNull("updated_by", Row::text)));
    }
}
