package campaignflows.campaign.flow;

import campaignflows.campaign.agent.AgentResults;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.contracts.flow.Edge;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.database.OffEventLoop;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Flows as the JSON that is stored. Writing and reading a large one takes long: never on an event loop. */
public final class FlowJson {
    private static final TypeReference<List<ResultField>> RESULTS = new TypeReference<>() {};

    private FlowJson() {}

    /** Nodes and edges as they are stored. */
    record Graph(List<Node> nodes, List<Edge> edges) {}

    /** @param results those that the flow was validated with; none if it is inactive */
    static FlowText of(Flow flow, List<ResultField> results) {
        String graph = write(new Graph(flow.nodes(), flow.edges()));
        return new FlowText(
                flow.name(),
                flow.active(),
                flow.revision(),
                graph,
                graph.getBytes(StandardCharsets.UTF_8).length,
                write(results),
                List.copyOf(AgentResults.agentsOf(flow)));
    }

    static String write(Object value) {
        OffEventLoop.require();
        try {
            return Json.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected a flow that can be written as JSON", e);
        }
    }

    /** The flow of these columns. */
    public static CampaignFlow read(
            UUID id,
            String name,
            boolean active,
            int revision,
            String graph,
            int position,
            String results,
            Instant updatedAt,
            @Nullable String updatedBy) {
        OffEventLoop.require();
        try {
            Graph read = Json.mapper().readValue(graph, Graph.class);
            return new CampaignFlow(
                    new Flow(id, name, active, revision, read.nodes(), read.edges()),
                    position,
                    Json.mapper().readValue(results, RESULTS),
                    updatedAt,
                    updatedBy);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected a stored flow that can be read", e);
        }
    }
}
