package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.Edge;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A flow as a graph, for the rules. Its structure has been checked: ids are unique and edges connect existing nodes. Every method
 * takes time linear in nodes and edges.
 */
final class FlowGraph {
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, List<Edge>> outgoing = new LinkedHashMap<>();
    private final List<Edge> edges;

    FlowGraph(Flow flow) {
        edges = flow.edges();
        for (Node node : flow.nodes()) {
            nodes.put(node.id(), node);
            outgoing.put(node.id(), new ArrayList<>());
        }
        for (Edge edge : edges) {
            outgoingOf(edge.source()).add(edge);
        }
    }

    Collection<Node> nodes() {
        return nodes.values();
    }

    List<Edge> edges() {
        return edges;
    }

    Node node(String id) {
        Node node = nodes.get(id);
        if (node == null) {
            throw new IllegalArgumentException("Expected a node of the flow, but there is none with the id " + id);
        }
        return node;
    }

    List<Edge> outgoing(Node node) {
        return List.copyOf(outgoingOf(node.id()));
    }

    List<Node> triggers() {
        return nodes.values().stream().filter(node -> node.type().isTrigger()).toList();
    }

    /** The nodes that a walk can reach from the given ones, themselves included; it continues only from {@code through}. */
    Set<Node> reachable(Collection<Node> from, Predicate<Node> through) {
        Set<Node> seen = new LinkedHashSet<>(from);
        Deque<Node> open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            Node node = open.removeFirst();
            if (!through.test(node)) {
                continue;
            }
            for (Edge edge : outgoingOf(node.id())) {
                Node next = node(edge.target());
                if (seen.add(next)) {
                    open.addLast(next);
                }
            }
        }
        return seen;
    }

    /** The nodes that every walk from the given ones comes to whatever the participant's values are, themselves included. */
    Set<Node> unguarded(Collection<Node> from) {
        return reachable(from, node -> node.type() != NodeType.FIELD_CHECK && node.type() != NodeType.TO_ANOTHER_FLOW);
    }

    private List<Edge> outgoingOf(String nodeId) {
        List<Edge> found = outgoing.get(nodeId);
        if (found == null) {
            throw new IllegalArgumentException("Expected a node of the flow, but there is none with the id " + nodeId);
        }
        return found;
    }
}
