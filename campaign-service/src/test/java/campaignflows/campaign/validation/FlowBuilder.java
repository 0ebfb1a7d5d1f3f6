package campaignflows.campaign.validation;

import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.flow.Edge;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.flow.Port;
import campaignflows.platform.contracts.flow.Position;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Builds flows for tests; settings are written as the API's JSON. */
public final class FlowBuilder {
    private final UUID id = UUID.randomUUID();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();
    private String name = "Flow";

    public static FlowBuilder flow() {
        return new FlowBuilder();
    }

    FlowBuilder named(String newName) {
        name = newName;
        return this;
    }

    FlowBuilder node(String nodeId, NodeType type) {
        return node(nodeId, type, "{}");
    }

    FlowBuilder node(String nodeId, NodeType type, String settings) {
        return node(nodeId, type, "", settings);
    }

    FlowBuilder node(String nodeId, NodeType type, String nodeName, String settings) {
        try {
            NodeSettings read = Json.strictMapper().readValue(settings.replace('\'', '"'), NodeSettings.classOf(type));
            nodes.add(new Node(nodeId, type, nodeName, Position.ORIGIN, read));
            return this;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    FlowBuilder edge(String source, Port port, String target) {
        edges.add(new Edge("e" + edges.size(), source, port, target));
        return this;
    }

    FlowBuilder edge(String source, String target) {
        return edge(source, Port.OUT, target);
    }

    Flow build() {
        return new Flow(id, name, false, 1, nodes, edges);
    }

    /** Created → one node with these settings, whose every output leads to a Cancel Communications. */
    static Flow around(NodeType type, String settings) {
        FlowBuilder graph = flow().node("t", NodeType.PARTICIPANT_CREATED)
                .node("n", type, "Node", settings)
                .node("end", NodeType.CANCEL_COMMUNICATIONS)
                .edge("t", "n");
        for (Port port : type.ports()) {
            graph.edge("n", port, "end");
        }
        return graph.build();
    }
}
