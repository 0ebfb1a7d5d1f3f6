package campaignflows.engine.graph;

import campaignflows.platform.contracts.flow.NodeType;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** An active flow, ready to be walked, or the reason why it cannot be. */
public sealed interface CompiledFlow {
    UUID id();

    String name();

    int revision();

    boolean startsWith(NodeType trigger);

    /**
     * A flow that can be walked.
     *
     * @param triggers the nodes where its walks begin
     * @param size     the number of its nodes: no path is longer
     */
    record Walkable(UUID id, String name, int revision, Map<NodeType, GraphNode> triggers, int size)
            implements CompiledFlow {
        public Walkable {
            triggers = Map.copyOf(triggers);
        }

        @Override
        public boolean startsWith(NodeType trigger) {
            return triggers.containsKey(trigger);
        }
    }

    /** A flow that cannot be walked: each walk of it fails with the reason. */
    record Broken(UUID id, String name, int revision, Set<NodeType> triggers, String reason) implements CompiledFlow {
        public Broken {
            triggers = Set.copyOf(triggers);
        }

        @Override
        public boolean startsWith(NodeType trigger) {
            return triggers.contains(trigger);
        }
    }
}
