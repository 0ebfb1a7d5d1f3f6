package campaignflows.campaign.flow;

import campaignflows.campaign.agent.AgentResults;
import campaignflows.campaign.validation.TargetFlow;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.contracts.flow.Edge;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.flow.Node;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The table of flows. Writing one presumes that its campaign is locked. */
@Singleton
public class FlowRepository {
    private static final TypeReference<List<ResultField>> RESULTS = new TypeReference<>() {};

    /** Nodes and edges as they are stored. */
    record Graph(List<Node> nodes, List<Edge> edges) {}

    public List<CampaignFlow> active(Handle tx, UUID campaignId) {
        return tx.createQuery("select * from flow where campaign_id = :campaign and active order by position, id")
                .bind("campaign", campaignId)
                .map(FlowRepository::flow)
                .list();
    }

    /**
     * Those flows of the campaign that the given ones hand over to, and those that a participant gets to from there
     * before any Field Check, by id; what is not there is left out.
     */
    public Map<UUID, TargetFlow> targetsOf(Handle tx, UUID campaignId, Collection<Flow> from) {
        Map<UUID, TargetFlow> found = new HashMap<>();
        Set<UUID> asked = new HashSet<>();
        Set<UUID> next = TargetFlow.namedBy(from);
        while (!next.isEmpty()) {
            asked.addAll(next);
            List<TargetFlow> targets = targets(tx, campaignId, next);
            targets.forEach(target -> found.put(target.id(), target));
            next = targets.stream()
                    .flatMap(target -> target.unguarded().handovers().stream())
                    .filter(id -> !asked.contains(id))
                    .collect(Collectors.toUnmodifiableSet());
        }
        return found;
    }

    private static List<TargetFlow> targets(Handle tx, UUID campaignId, Set<UUID> ids) {
        return tx.createQuery("select * from flow where campaign_id = :campaign and id = any (:ids)")
                .bind("campaign", campaignId)
                .bind("ids", ids.toArray(UUID[]::new))
                .map((row, context) -> TargetFlow.of(flow(row, context).flow()))
                .list();
    }

    /** All flows of a campaign, in their order. */
    public List<CampaignFlow> all(Handle tx, UUID campaignId) {
        return tx.createQuery("select * from flow where campaign_id = :campaign order by position, id")
                .bind("campaign", campaignId)
                .map(FlowRepository::flow)
                .list();
    }

    /**
     * Flows in their order behind a place in it: as many as asked for and one more, but no more than the bytes allow (at
     * least one), so that a page of large flows stays small.
     */
    public List<CampaignFlow> page(
            Handle tx, UUID campaignId, long afterPosition, UUID afterId, int limit, long maxBytes) {
        return tx.createQuery("""
                        select flow.* from flow join (
                            select id, sum(graph_bytes) over (order by position, id) - graph_bytes as bytes_before
                              from flow
                             where campaign_id = :campaign and (position, id) > (:afterPosition, :afterId)
                             order by position, id
                             limit :limit
                        ) page using (id)
                         where page.bytes_before < :maxBytes
                         order by flow.position, flow.id
                        """)
                .bind("campaign", campaignId)
                .bind("afterPosition", afterPosition)
                .bind("afterId", afterId)
                .bind("limit", limit + 1)
                .bind("maxBytes", maxBytes)
                .map(FlowRepository::flow)
                .list();
    }

    public List<UUID> ids(Handle tx, UUID campaignId) {
        return tx.createQuery("select id from flow where campaign_id = :campaign order by position, id")
                .bind("campaign", campaignId)
                .mapTo(UUID.class)
                .list();
    }

    public Optional<CampaignFlow> find(Handle tx, UUID tenant, UUID campaignId, UUID id) {
        return tx.createQuery("select * from flow where id = :id and campaign_id = :campaign and tenant_id = :tenant")
                .bind("id", id)
                .bind("campaign", campaignId)
                .bind("tenant", tenant)
                .map(FlowRepository::flow)
                .findOne();
    }

    /** Adds the flow behind all others of the campaign. */
    public void append(Handle tx, UUID tenant, UUID campaignId, Flow flow, String author) {
        String graph = graphOf(flow);
        tx.createUpdate("""
                        insert into flow (id, campaign_id, tenant_id, name, position, active, revision, graph,
                                          graph_bytes, results, agent_ids, created_at, updated_at, updated_by)
                        select :id, :campaign, :tenant, :name, coalesce(max(position), 0) + 1, :active, :revision, :graph,
                               :bytes, '[]', :agents, now(), now(), :author
                          from flow where campaign_id = :campaign
                        """)
                .bind("id", flow.id())
                .bind("campaign", campaignId)
                .bind("tenant", tenant)
                .bind("name", flow.name())
                .bind("active", flow.active())
                .bind("revision", flow.revision())
                .bind("graph", graph)
                .bind("bytes", bytesOf(graph))
                .bind("agents", AgentResults.agentsOf(flow).toArray(UUID[]::new))
                .bind("author", author)
                .execute();
    }

    /**
     * Saves a flow that is there.
     *
     * @param results those that it was validated with; none if it is inactive
     * @param author  what people call who changes it
     */
    public void save(Handle tx, Flow flow, List<ResultField> results, String author) {
        String graph = graphOf(flow);
        tx.createUpdate("""
                        update flow
                           set name = :name, active = :active, revision = :revision, graph = :graph,
                               graph_bytes = :bytes, results = :results, agent_ids = :agents, updated_at = now(), updated_by = :author
                         where id = :id
                        """)
                .bind("id", flow.id())
                .bind("name", flow.name())
                .bind("active", flow.active())
                .bind("revision", flow.revision())
                .bind("graph", graph)
                .bind("bytes", bytesOf(graph))
                .bind("agents", AgentResults.agentsOf(flow).toArray(UUID[]::new))
                .bind("author", author)
                .bind("results", write(results))
                .execute();
    }

    /**
     * The agents that the campaign's flows name, drafts too: those of active flows first, else in the flows' order, so
     * that a draft does not change what a result of an active flow means.
     */
    public List<FlowAgent> agents(Handle tx, UUID campaignId) {
        return tx.createQuery("""
                        select id, agent from flow, unnest(agent_ids) with ordinality as used (agent, place)
                         where campaign_id = :campaign
                         order by active desc, position, id, place
                        """)
                .bind("campaign", campaignId)
                .map((row, context) ->
                        new FlowAgent(row.getObject("id", UUID.class), row.getObject("agent", UUID.class)))
                .list();
    }

    public void setResults(Handle tx, UUID id, List<ResultField> results) {
        tx.createUpdate("update flow set results = :results where id = :id")
                .bind("id", id)
                .bind("results", write(results))
                .execute();
    }

    public void delete(Handle tx, UUID id) {
        tx.createUpdate("delete from flow where id = :id").bind("id", id).execute();
    }

    /** Gives the flows the order of the ids, which are all of the campaign's. */
    public void reorder(Handle tx, UUID campaignId, List<UUID> ids) {
        tx.createUpdate("""
                        update flow
                           set position = wanted.position
                          from unnest(:ids) with ordinality as wanted (id, position)
                         where flow.campaign_id = :campaign and flow.id = wanted.id
                        """)
                .bind("campaign", campaignId)
                .bind("ids", ids.toArray(UUID[]::new))
                .execute();
    }

    /** How large the flow is as JSON, in bytes. */
    static int sizeOf(Flow flow) {
        return bytesOf(graphOf(flow));
    }

    private static int bytesOf(String graph) {
        return graph.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String graphOf(Flow flow) {
        return write(new Graph(flow.nodes(), flow.edges()));
    }

    private static String write(Object value) {
        try {
            return Json.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected a flow that can be written as JSON", e);
        }
    }

    private static CampaignFlow flow(ResultSet row, StatementContext context) throws SQLException {
        try {
            Graph graph = Json.mapper().readValue(row.getString("graph"), Graph.class);
            return new CampaignFlow(
                    new Flow(
                            row.getObject("id", UUID.class),
                            row.getString("name"),
                            row.getBoolean("active"),
                            row.getInt("revision"),
                            graph.nodes(),
                            graph.edges()),
                    row.getInt("position"),
                    Json.mapper().readValue(row.getString("results"), RESULTS),
                    row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                    row.getString("updated_by"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected a stored flow that can be read", e);
        }
    }
}
