package campaignflows.platform.contracts.flow;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A flow of a campaign: a graph that is walked for each event of its trigger.
 *
 * @param revision increases with each save; a walk records the one that it walked
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
