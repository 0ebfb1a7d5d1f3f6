package campaignflows.engine.graph;

import campaignflows.engine.node.WalkableNode;
import campaignflows.platform.contracts.flow.Port;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node and the nodes that its ports lead to. Complete, and never changed again, once its flow is compiled. */
public final class GraphNode {
    private final String id;
    private final WalkableNode node;
    private final Map<Port, GraphNode> next = new EnumMap<>(Port.class);

    GraphNode(String id, WalkableNode node) {
        this.id = id;
        this.node = node;
    }

    public String id() {
        return id;
    }

    public WalkableNode node() {
        return node;
    }

    /** The node that a port leads to, or null if no edge leaves it. */
    public @Nullable GraphNode after(Port port) {
        return next.get(port);
    }

    /** False if an edge leaves the port already. */
    boolean connect(Port port, GraphNode target) {
        return next.putIfAbsent(port, target) == null;
    }
}
