package campaignflows.campaign.journal;

import campaignflows.platform.contracts.flow.Edge;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.values.WireName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many walks passed each node and edge of a flow as it is now.
 *
 * @param nodes in the flow's order
 * @param edges in the flow's order
 */
public record FlowCounts(List<NodeCount> nodes, List<EdgeCount> edges) {
    public FlowCounts {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /** @param ended how many of those that entered went no further */
    public record NodeCount(String nodeId, long entered, long ended) {}

    /** How many walks went along an edge. */
    public record EdgeCount(String edgeId, long count) {}

    /** A way as it was counted, over all revisions that were asked for. */
    public record Counted(String nodeId, String port, String nextNodeId, long walks) {
        private boolean isEnd() {
            return nextNodeId.isEmpty();
        }
    }

    /** The counts of a flow, of the ways that are still there. */
    public static FlowCounts of(Flow flow, List<Counted> ways) {
        Map<String, Long> entered = new HashMap<>();
        Map<String, Long> ended = new HashMap<>();
        Map<List<String>, Long> along = new HashMap<>();
        for (Counted way : ways) {
            entered.merge(way.nodeId(), way.walks(), Long::sum);
            if (way.isEnd()) {
                ended.merge(way.nodeId(), way.walks(), Long::sum);
            } else {
                along.merge(List.of(way.nodeId(), way.port(), way.nextNodeId()), way.walks(), Long::sum);
            }
        }
        List<NodeCount> nodes = new ArrayList<>();
        for (Node node : flow.nodes()) {
            nodes.add(new NodeCount(node.id(), entered.getOrDefault(node.id(), 0L), ended.getOrDefault(node.id(), 0L)));
        }
        List<EdgeCount> edges = new ArrayList<>();
        for (Edge edge : flow.edges()) {
            List<String> way = List.of(edge.source(), WireName.of(edge.port()), edge.target());
            edges.add(new EdgeCount(edge.id(), along.getOrDefault(way, 0L)));
        }
        return new FlowCounts(nodes, edges);
    }
}
