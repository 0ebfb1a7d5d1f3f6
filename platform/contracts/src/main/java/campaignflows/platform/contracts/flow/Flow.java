package campaignflows.platform.contracts.flow;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A flow of a campaign: a graph that each event of its trigger walks.
 *
 * @param revision grows with each save; a walk names the one that it walked
 */
public record Flow(UUID id, String name, boolean active, int revision, List<Node> nodes, List<Edge> edges) {
    public Flow {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    public Optional<Node> node(String nodeId) {
        return nodes.stream().filter(node -> node.id().equals(nodeId)).findFirst();
    }
}
